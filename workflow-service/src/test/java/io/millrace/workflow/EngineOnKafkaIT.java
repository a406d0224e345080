package io.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import io.millrace.records.CancelRun;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CloudEvent;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.InputAccepted;
import io.millrace.records.InputRejected;
import io.millrace.records.Outcome;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunEnded;
import io.millrace.records.SuspendRun;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The engine on a real broker, with everybody around it played by the test. */
class EngineOnKafkaIT extends EngineAtWork {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldRunStepsAndAnswerTheWaitingGateway() {
        // Given
        Surroundings.Published workflow = around.publish("two-steps", """
                do:
                  - one: {call: echo, with: {n: 1}}
                  - two: {call: echo, with: {n: 2}}
                """);

        // When
        RunId run = around.start(workflow, "{}");

        // Then
        Reply reply = around.reply(run.toString(), PATIENCE);
        assertThat(reply.getAnswer()).isInstanceOfSatisfying(RunEnded.class, ended -> {
            assertThat(ended.getStatus()).isEqualTo("completed");
            assertThat(ended.getOutput()).isEqualTo("{\"n\":2}");
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<AuditRecord> audit = around.audit(run);
            assertThat(audit).extracting(AuditRecord::getStatus).containsExactly("running", "running", "completed");
            assertThat(audit).extracting(AuditRecord::getOutcome).containsOnly(Outcome.ACCEPTED);
        });
    }

    @Test
    void shouldStartARunOnceHoweverOftenItsEventComes() {
        // Given
        Surroundings.Published workflow = around.publish("on-order", """
                schedule: {on: {one: {with: {type: com.example.order.placed}}}}
                do:
                  - note: {set: '${ {total: .[0].total} }'}
                """);
        CloudEvent event = CloudEvent.newBuilder()
                .setTenant("acme")
                .setId(UUID.randomUUID().toString())
                .setSource("/shop")
                .setType("com.example.order.placed")
                .setData("{\"total\": 42}")
                .build();
        around.awaitDefinition(workflow);

        // When
        around.send(event);
        around.send(event);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<AuditRecord> runs = around.audit(record -> "on-order".equals(record.getWorkflow()));
            assertThat(runs).extracting(AuditRecord::getOutcome).containsExactly(Outcome.ACCEPTED, Outcome.REJECTED);
            assertThat(runs.getFirst().getStatus()).isEqualTo("completed");
            assertThat(around.audit(record -> record.getKind().equals("event.routed")
                            && String.valueOf(record.getDetail()).contains(event.getId())))
                    .hasSize(2);
        });
    }

    @Test
    void shouldTellWhetherACommandWasTaken() {
        // Given
        RunId run = around.start(around.publish("held", "do: [{pause: {wait: {hours: 1}}}]"), "{}");
        String suspend = around.command("acme", run, replyTo -> new SuspendRun("key-1", null, replyTo));

        // When
        String again = around.command("acme", run, replyTo -> new SuspendRun("key-1", null, replyTo));

        // Then
        assertThat(around.reply(suspend, PATIENCE).getAnswer())
                .isInstanceOfSatisfying(
                        InputAccepted.class,
                        taken -> assertThat(taken.getStatus()).isEqualTo("suspended"));
        assertThat(around.reply(again, PATIENCE).getAnswer())
                .isInstanceOfSatisfying(
                        InputRejected.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("WRONG_STATUS"));
    }

    @Test
    void shouldNotLetAnotherTenantTouchARun() {
        // Given
        RunId run = around.start(around.publish("private", "do: [{pause: {wait: {hours: 1}}}]"), "{}");

        // When
        String cancel = around.command("stranger", run, replyTo -> new CancelRun("key-2", null, replyTo));

        // Then
        assertThat(around.reply(cancel, PATIENCE).getAnswer()).isInstanceOfSatisfying(InputRejected.class, refused -> {
            assertThat(refused.getCode()).isEqualTo("UNKNOWN_RUN");
            assertThat(refused.getStatus()).isNull();
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(around.audit(run))
                        .filteredOn(record -> record.getTenant().equals("stranger"))
                        .singleElement()
                        .satisfies(record -> assertThat(record.getWorkflow()).isNull()));
    }

    @Test
    void shouldSetAPoisonRecordAsideAndGoOn() {
        // Given
        Surroundings.Published workflow = around.publish("after-poison", "do: [{one: {set: {a: 1}}}]");
        RunId run = around.newRun();
        around.sendRaw(around.topics().runInputs(), run.partition(), new byte[] {9, 9, 9});

        // When
        around.start(workflow, run, "{}");

        // Then
        assertThat(around.reply(run.toString(), PATIENCE).getAnswer()).isInstanceOf(RunEnded.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                around.deadLetters(around.topics().runInputs()))
                        .anySatisfy(letter -> {
                            assertThat(letter.value()).containsExactly(9, 9, 9);
                            assertThat(new String(
                                            letter.headers()
                                                    .lastHeader(DeadLetter.REASON)
                                                    .value(),
                                            StandardCharsets.UTF_8))
                                    .contains("wire format");
                        }));
    }

    @Test
    void shouldRefuseAStartWhoseDefinitionNeverArrives() {
        // Given
        Surroundings.Published unknown = new Surroundings.Published("nowhere", "1.0.0", "00");

        // When
        RunId run = around.start(unknown, "{}");

        // Then
        assertThat(around.reply(run.toString(), PATIENCE).getAnswer())
                .isInstanceOfSatisfying(
                        InputRejected.class,
                        rejected -> assertThat(rejected.getCode()).isEqualTo("DEFINITION_UNAVAILABLE"));
    }

    @Test
    void shouldGoOnWithWaitingRunsAfterARestart() {
        // Given
        Surroundings.Published workflow = around.publish("sleeper", """
                do:
                  - pause: {wait: {seconds: 3}}
                  - ask: {call: echo, with: {awake: true}}
                """);
        RunId run = around.start(workflow, "{}");
        await().atMost(PATIENCE).until(() -> !around.audit(run).isEmpty());

        // When
        engine.stop();
        engine.start();

        // Then
        assertThat(around.reply(run.toString(), PATIENCE).getAnswer())
                .isInstanceOfSatisfying(
                        RunEnded.class, ended -> assertThat(ended.getOutput()).isEqualTo("{\"awake\":true}"));
    }

    @Test
    void shouldSayEverythingThatIsWrongWithADefinition() {
        // Given
        String text = """
                document: {dsl: '1.0.3', namespace: test, name: bad, version: '1.0.0'}
                do:
                  - one: {set: '${ .a | nosuchfunction }'}
                  - two: {cal: echo}
                """;
        String id = UUID.randomUUID().toString();

        // When
        around.send(new CheckDefinition("acme", text, null, new ReplyTo(Surroundings.GATEWAY, 0, id)));

        // Then
        assertThat(around.reply(id, PATIENCE).getAnswer()).isInstanceOfSatisfying(DefinitionChecked.class, checked -> {
            assertThat(checked.getDefinition()).isNull();
            assertThat(checked.getProblems()).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void shouldFireATimerOnTime() {
        // Given
        Surroundings.Published workflow = around.publish("punctual", "do: [{pause: {wait: {milliseconds: 500}}}]");
        Instant begin = Instant.now();

        // When
        RunId run = around.start(workflow, "{}");

        // Then
        around.reply(run.toString(), PATIENCE);
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(499), Duration.ofSeconds(5));
    }
}
