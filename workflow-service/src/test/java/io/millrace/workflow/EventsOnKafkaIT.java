package io.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.records.CloudEvent;
import io.millrace.records.DeliverEvent;
import io.millrace.records.Quotas;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.Tenant;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Events and those who wait for them, on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsOnKafkaIT {
    /** Runs that listen at the same time; 10,000 is the long form. */
    private static final int LISTENERS = Integer.getInteger("millrace.events.listeners", 1_000);

    private static final int EVENTS = LISTENERS / 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAID = """
            do:
              - pay:
                  listen:
                    to: {one: {with: {type: paid}, correlate: {order: {from: .data.order, expect: '${ .order }'}}}}
            """;

    @TempDir
    private static Path state;

    private TestBroker broker;
    private Surroundings around;
    private EngineProcess engine;
    private TopicReading<RunInput> deliveries;
    private TopicReading<CloudEvent> lifecycle;

    @BeforeAll
    void startEngine() {
        broker = TestBroker.start();
        engine = new EngineProcess(broker.bootstrapServers(), state.resolve("one"));
        engine.start();
        around = new Surroundings(broker.bootstrapServers());
        deliveries = new TopicReading<>(
                broker.bootstrapServers(),
                around.topics().runInputs(),
                input -> input.getPayload() instanceof DeliverEvent);
        lifecycle = new TopicReading<>(
                broker.bootstrapServers(),
                around.topics().events(),
                event -> event.getType().startsWith("io.serverlessworkflow."));
    }

    @AfterAll
    void stopEngine() {
        deliveries.close();
        lifecycle.close();
        around.close();
        engine.stop();
        broker.close();
    }

    private static CloudEvent event(String tenant, String type, String id, String data) {
        return CloudEvent.newBuilder()
                .setTenant(tenant)
                .setId(id)
                .setSource("/shop")
                .setType(type)
                .setData(data)
                .build();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private JsonNode output(RunId run) {
        assertThat(around.reply(run.toString(), PATIENCE).getAnswer()).isInstanceOf(RunEnded.class);
        RunEnded ended = (RunEnded) around.reply(run.toString(), PATIENCE).getAnswer();
        return json(String.valueOf(ended.getOutput()));
    }

    private void awaitListening(RunId run) {
        await().atMost(PATIENCE).until(() -> !around.audit(run).isEmpty());
    }

    private long deliveriesTo(RunId run) {
        return deliveries
                .found(input -> input.getRunId().equals(run.toString()))
                .size();
    }

    @Test
    void shouldDeliverEventsThatCameBeforeAndAfterTheListenAndNoOthers() {
        // Given
        Surroundings.Published workflow = around.publish("before-and-after", PAID);
        RunId after = around.start(workflow, "{\"order\": \"after\"}");
        RunId nobody = around.start(workflow, "{\"order\": \"nobody\"}");
        awaitListening(after);
        awaitListening(nobody);

        // When
        around.send(3, event("other", "paid", "e-0", "{\"order\": \"nobody\"}"));
        around.send(3, event("acme", "paid", "e-1", "{\"order\": \"before\", \"n\": 1}"));
        around.send(4, event("acme", "paid", "e-2", "{\"order\": \"after\", \"n\": 2}"));
        around.reply(after.toString(), PATIENCE);
        RunId before = around.start(workflow, "{\"order\": \"before\"}");

        // Then
        assertThat(output(before)).isEqualTo(json("[{\"order\": \"before\", \"n\": 1}]"));
        assertThat(output(after)).isEqualTo(json("[{\"order\": \"after\", \"n\": 2}]"));
        assertThat(deliveriesTo(nobody)).isZero();
    }

    @Test
    void shouldGiveEveryListenOfALoopAnEventOfItsOwn() {
        // Given
        Surroundings.Published workflow = around.publish("loop", """
                do:
                  - three:
                      for: {in: '${ [1, 2, 3] }'}
                      do:
                        - hear: {listen: {to: {one: {with: {type: knock}}}}, export: {as: '${ {heard: (($context.heard // []) + .)} }'}}
                  - say: {set: '${ $context.heard }'}
                """);
        RunId run = around.start(workflow, "{}");
        awaitListening(run);

        // When
        around.send(2, event("acme", "knock", "k-1", "1"));
        around.send(2, event("acme", "knock", "k-2", "2"));
        around.send(2, event("acme", "knock", "k-3", "3"));

        // Then
        assertThat(output(run)).isEqualTo(json("[1, 2, 3]"));
    }

    @Test
    void shouldWaitForAllForAnyAndUntil() {
        // Given
        Surroundings.Published all =
                around.publish("all", "do: [{a: {listen: {to: {all: [{with: {type: a1}}, {with: {type: a2}}]}}}}]");
        Surroundings.Published any =
                around.publish("any", "do: [{a: {listen: {to: {any: [{with: {type: b1}}, {with: {type: b2}}]}}}}]");
        Surroundings.Published until = around.publish("until", """
                do: [{a: {listen: {to: {any: [{with: {type: c1}}], until: {one: {with: {type: c2}}}}}}}]
                """);
        List<RunId> runs = List.of(around.start(all, "{}"), around.start(any, "{}"), around.start(until, "{}"));
        runs.forEach(this::awaitListening);

        // When
        for (String type : List.of("a2", "a2", "a1", "b2", "c1", "c1", "c2")) {
            around.send(1, event("acme", type, type, "\"" + type + "\""));
        }

        // Then
        assertThat(output(runs.get(0))).isEqualTo(json("[\"a2\", \"a1\"]"));
        assertThat(output(runs.get(1))).isEqualTo(json("[\"b2\"]"));
        assertThat(output(runs.get(2))).isEqualTo(json("[\"c1\", \"c1\"]"));
    }

    @Test
    void shouldKeepTheOrderOfEveryKeyThroughALossOfStateAndARebalance() {
        // Given
        Surroundings.Published workflow = around.publish("thousand", """
                do:
                  - hear:
                      listen: {to: {any: [{with: {type: tick}}], until: 'length == 1000'}}
                      foreach: {item: tick, do: [{keep: {set: '${ $tick }'}}]}
                """);
        RunId run = around.start(workflow, "{}");
        awaitListening(run);
        EngineProcess second = new EngineProcess("engine-2", broker.bootstrapServers(), state.resolve("two"));

        // When
        for (int n = 0; n < 1_000; n++) {
            int key = n % 10;
            around.send(key % 8, event("acme", "tick", "t-" + n, "{\"key\": " + key + ", \"n\": " + n + "}"));
            if (n == 300) {
                engine.stop();
                engine = new EngineProcess(broker.bootstrapServers(), state.resolve("lost"));
                engine.start();
            } else if (n == 600) {
                second.start();
            } else if (n == 800) {
                second.stop();
            }
        }

        // Then
        Map<Integer, List<Integer>> byKey = new HashMap<>();
        output(run)
                .forEach(tick -> byKey.computeIfAbsent(tick.path("key").asInt(), _ -> new ArrayList<>())
                        .add(tick.path("n").asInt()));
        assertThat(byKey).hasSize(10);
        byKey.forEach((key, numbers) -> assertThat(numbers)
                .isEqualTo(
                        IntStream.range(0, 100).map(i -> i * 10 + key).boxed().toList()));
    }

    @Test
    void shouldDeliverEachEventToExactlyItsRunOfMany() {
        // Given
        Surroundings.Published workflow = around.publish("many", PAID.replace("paid", "paid-many"));
        List<RunId> runs = new ArrayList<>();
        around.hurry();
        for (int i = 0; i < LISTENERS; i++) {
            runs.add(around.start(workflow, "{\"order\": " + i + "}"));
        }
        around.flush();
        await().atMost(PATIENCE.multipliedBy(3))
                .until(() -> around.audit(record -> "many".equals(record.getWorkflow()))
                                .size()
                        >= LISTENERS);

        // When
        around.hurry();
        for (int i = 0; i < EVENTS; i++) {
            around.send(i % 8, event("acme", "paid-many", "m-" + i, "{\"order\": " + i * 10 + ".0}"));
        }
        around.flush();

        // Then
        for (int i = 0; i < EVENTS; i++) {
            assertThat(output(runs.get(i * 10)).path(0).path("order").asInt()).isEqualTo(i * 10);
        }
        assertThat(deliveries.found(input -> input.getPayload() instanceof DeliverEvent delivered
                        && delivered.getEvent().contains("paid-many")))
                .hasSize(EVENTS);
    }

    @Test
    void shouldPublishEachLifecycleEventOnceForTenantsThatWantThem() {
        // Given
        around.send(Tenant.newBuilder()
                .setTenant("loud")
                .setDisplayName("loud")
                .setQuotas(new Quotas(0, 0, 0, 0, 0L))
                .setShardWidth(4)
                .setWeight(1)
                .setLifecycleEvents(true)
                .setUpdatedAt(Instant.EPOCH)
                .build());
        String body = "do: [{greet: {set: {hello: world}}}]";
        Surroundings.Published loud = around.publish("loud", "greeter", body);
        around.publish("loud", "echo", """
                schedule: {on: {one: {with: {type: io.serverlessworkflow.workflow.completed.v1}}}}
                do: [{note: {set: {seen: true}}}]
                """);
        Surroundings.Published silent = around.publish("silent", body);
        RunId quiet = around.start(silent, "{}");
        around.reply(quiet.toString(), PATIENCE);
        RunId run = around.newRun();

        // When
        around.start("loud", loud, run, "{}");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(lifecycle.found())
                    .extracting(event -> event.getType().substring("io.serverlessworkflow.".length()))
                    .containsExactly(
                            "workflow.started.v1",
                            "task.created.v1",
                            "task.started.v1",
                            "task.completed.v1",
                            "workflow.completed.v1");
            assertThat(around.audit(
                            record -> "echo".equals(record.getWorkflow()) && "completed".equals(record.getStatus())))
                    .hasSize(1);
        });
        assertThat(lifecycle.found()).extracting(CloudEvent::getSubject).containsOnly(run.toString());
        assertThat(lifecycle.found()).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        assertThat(json(String.valueOf(lifecycle.found().getLast().getData()))
                        .path("outputUri")
                        .asText())
                .isEqualTo("/v1/tenants/loud/runs/" + run);
    }
}
