package io.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.DeliverEvent;
import io.millrace.records.Outcome;
import io.millrace.records.PlannedRun;
import io.millrace.records.PreviewSchedule;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.records.SchedulePreview;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import io.millrace.schemas.ScheduleId;
import io.millrace.schemas.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Schedules on a real broker, through restarts of the engine. */
class ScheduleOnKafkaIT extends EngineAtWork {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOTE = "\ndo: [{note: {set: '${ . }'}}]\n";

    @Test
    void shouldStartEveryRunOnceThroughTwoRestarts() {
        // Given
        publish("each-all", "every: PT1S", "missed: all");
        publish("each-last", "every: PT1S", "missed: last");
        publish("each-none", "every: PT1S", "missed: none");
        await().atMost(PATIENCE)
                .until(() -> dueTimes("each-all").size() >= 2
                        && dueTimes("each-last").size() >= 2
                        && dueTimes("each-none").size() >= 2);

        // When
        restartAfter(Duration.ofSeconds(8));
        await().atMost(PATIENCE).until(() -> dueTimes("each-all").size() >= 14);
        restartAfter(Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> dueTimes("each-all").size() >= 20);

        // Then
        List.of("each-all", "each-last", "each-none").forEach(around::delete);
        await().atMost(PATIENCE)
                .untilAsserted(() -> List.of("each-all", "each-last", "each-none")
                        .forEach(workflow -> assertThat(schedule(workflow))
                                .anyMatch(record -> types(record).contains("ScheduleDisarmed"))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> List.of("each-all", "each-last", "each-none")
                        .forEach(workflow -> {
                            assertThat(dueTimes(workflow))
                                    .doesNotHaveDuplicates()
                                    .isEqualTo(wanted(workflow));
                        }));
        Instant first = dueTimes("each-all").getFirst();
        List<Instant> all = dueTimes("each-all");
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo(first.plusSeconds(i));
        }
        assertThat(missed("each-all")).isEmpty();
        assertThat(missed("each-none")).hasSizeBetween(1, 2);
        for (String workflow : List.of("each-last", "each-none")) {
            assertThat(firedOrMissed(workflow)).isEqualTo(everySecond(workflow));
        }
    }

    @Test
    void shouldFollowANewVersionWithoutADouble() {
        // Given
        publish("changing", "every: PT1S", "");
        await().atMost(PATIENCE).until(() -> dueTimes("changing").size() >= 2);

        // When
        around.publish("changing", "1.0.1", "", "schedule: {every: PT2S}" + NOTE);

        // Then
        await().atMost(PATIENCE)
                .until(() -> starts("changing").stream()
                                .filter(start -> start.getVersion().equals("1.0.1"))
                                .count()
                        >= 2);
        around.delete("changing");
        List<Instant> late = starts("changing").stream()
                .filter(start -> start.getVersion().equals("1.0.1"))
                .map(start -> Instant.parse(start.getCause().getId()))
                .sorted()
                .toList();
        assertThat(Duration.between(late.get(0), late.get(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(dueTimes("changing")).doesNotHaveDuplicates();
    }

    @Test
    void shouldStopWhenTheWorkflowIsDeleted() {
        // Given
        publish("deleted", "every: PT1S", "");
        await().atMost(PATIENCE).until(() -> !dueTimes("deleted").isEmpty());

        // When
        around.delete("deleted");

        // Then
        await().atMost(PATIENCE)
                .until(() -> schedule("deleted").stream()
                        .anyMatch(record -> types(record).contains("ScheduleDisarmed")));
        assertThat(preview("deleted").getVersion()).isNull();
        List<AuditRecord> inputs = schedule("deleted");
        assertThat(types(inputs.getLast())).contains("ScheduleDisarmed");
    }

    @Test
    void shouldStartAgainAfterARunThatFaulted() {
        // Given
        Surroundings.Published workflow = around.publish(
                "following",
                "1.0.0",
                "",
                "schedule: {after: PT1S}\ndo: [{fail: {raise: {error: {type: 'urn:x', status: 500, title: no}}}}]\n");
        await().atMost(PATIENCE).until(() -> !schedule("following").isEmpty());

        // When
        RunId first = around.start(workflow, "{}");

        // Then
        await().atMost(PATIENCE).until(() -> starts("following").size() >= 3);
        around.delete("following");
        assertThat(around.audit(first).getLast().getStatus()).isEqualTo("faulted");
        assertThat(dueTimes("following")).doesNotHaveDuplicates();
    }

    @Test
    void shouldStartOneRunWhenAllEventsCameAlthoughTheEngineRestarted() {
        // Given
        publish("gathering", "on: {all: [{with: {type: com.example.paid}}, {with: {type: com.example.packed}}]}", "");
        await().atMost(PATIENCE).until(() -> !schedule("gathering").isEmpty());
        deliver("com.example.paid", 0, 5);
        await().atMost(PATIENCE).until(() -> schedule("gathering").size() == 2);
        restartAfter(Duration.ZERO);

        // When
        deliver("com.example.paid", 0, 5);
        deliver("com.example.packed", 3, 7);
        deliver("com.example.packed", 3, 7);

        // Then
        await().atMost(PATIENCE).until(() -> !starts("gathering").isEmpty());
        assertThat(preview("gathering").getGathering()).isZero();
        assertThat(starts("gathering")).hasSize(1);
        assertThat(starts("gathering").getFirst().getInput()).isEqualTo("[{\"n\":5},{\"n\":7}]");
    }

    @Test
    void shouldGatherTheEventsOfSeveralPartitions() {
        // Given
        publish("routed", "on: {all: [{with: {type: com.example.ordered}}, {with: {type: com.example.billed}}]}", "");
        await().atMost(PATIENCE).until(() -> !schedule("routed").isEmpty());
        around.send(event("com.example.ordered"), 0);
        await().atMost(PATIENCE).until(() -> schedule("routed").size() == 2);
        restartAfter(Duration.ZERO);

        // When
        around.send(event("com.example.billed"), 3);

        // Then
        await().atMost(PATIENCE).until(() -> !starts("routed").isEmpty());
        assertThat(preview("routed").getGathering()).isZero();
        assertThat(starts("routed"))
                .singleElement()
                .satisfies(start ->
                        assertThat(start.getInput()).isEqualTo("[\"com.example.ordered\",\"com.example.billed\"]"));
    }

    private static CloudEvent event(String type) {
        return CloudEvent.newBuilder()
                .setTenant("acme")
                .setId("once")
                .setSource("/shop/" + type)
                .setType(type)
                .setData("\"" + type + "\"")
                .build();
    }

    @Test
    void shouldSayWhatWillBeStarted() {
        // Given
        publish("previewed", "cron: '30 2 * * *', every: P1D", "zone: Europe/Berlin");
        await().atMost(PATIENCE).until(() -> !schedule("previewed").isEmpty());

        // When
        SchedulePreview preview = preview("previewed");

        // Then
        assertThat(preview.getVersion()).isEqualTo("1.0.0");
        assertThat(preview.getRuns()).hasSize(4).extracting(PlannedRun::getKind).containsOnly("cron", "every");
        assertThat(preview.getRuns()).extracting(PlannedRun::getDueAt).isSorted();
    }

    private void restartAfter(Duration pause) {
        engine.stop();
        Instant end = Instant.now().plus(pause);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> Instant.now().isAfter(end));
        engine.start();
    }

    private void publish(String name, String schedule, String vendor) {
        around.publish(name, "1.0.0", vendor, "schedule: {" + schedule + "}" + NOTE);
    }

    /** What the router sends when an event comes that the schedule waits for. */
    private void deliver(String type, int partition, long offset) {
        String event = "{\"type\":\"%s\",\"source\":\"/shop\",\"id\":\"%d\",\"data\":{\"n\":%d}}"
                .formatted(type, offset, offset);
        around.send(new RunInput(
                "acme", scheduleOf("gathering").toString(), new DeliverEvent(1, event, partition, offset)));
    }

    /** The due times that the log of the schedule asks for, by the rule of the policy, from its own records. */
    private List<Instant> wanted(String workflow) {
        return schedule(workflow).stream()
                .flatMap(record -> record.getEvents().stream())
                .filter(event -> event.getType().equals("RunCaused"))
                .map(event -> Instant.parse(detail(event, "cause")))
                .sorted()
                .toList();
    }

    private List<AuditEvent> missed(String workflow) {
        return schedule(workflow).stream()
                .flatMap(record -> record.getEvents().stream())
                .filter(event -> event.getType().equals("DueTimesMissed"))
                .toList();
    }

    private List<Instant> firedOrMissed(String workflow) {
        Set<Instant> times = new TreeSet<>(dueTimes(workflow));
        for (AuditEvent missed : missed(workflow)) {
            Instant until = Instant.parse(detail(missed, "until"));
            for (Instant due = Instant.parse(detail(missed, "from")); due.isBefore(until); due = due.plusSeconds(1)) {
                assertThat(times.add(due)).as("fired although missed: %s", due).isTrue();
            }
        }
        return List.copyOf(times);
    }

    private List<Instant> everySecond(String workflow) {
        List<Instant> times = dueTimes(workflow);
        return Stream.iterate(times.getFirst(), due -> !due.isAfter(times.getLast()), due -> due.plusSeconds(1))
                .toList();
    }

    private SchedulePreview preview(String workflow) {
        String id = UUID.randomUUID().toString();
        RunId schedule = scheduleOf(workflow);
        around.send(new RunInput(
                "acme", schedule.toString(), new PreviewSchedule(4, new ReplyTo(Surroundings.GATEWAY, 0, id))));
        return (SchedulePreview) around.reply(id, PATIENCE).getAnswer();
    }

    /** The runs that the schedule started and the engine took, by the audit. */
    private List<StartRun> starts(String workflow) {
        return around
                .audit(record -> record.getOutcome() == Outcome.ACCEPTED && workflow.equals(record.getWorkflow()))
                .stream()
                .map(AuditRecord::getInput)
                .flatMap(input -> input != null && input.getPayload() instanceof StartRun start
                        ? Stream.of(start)
                        : Stream.empty())
                .filter(start -> start.getCause().getKind().equals("schedule"))
                .toList();
    }

    private List<Instant> dueTimes(String workflow) {
        return starts(workflow).stream()
                .map(start -> Instant.parse(start.getCause().getId()))
                .sorted()
                .toList();
    }

    private List<AuditRecord> schedule(String workflow) {
        String id = scheduleOf(workflow).toString();
        return around.audit(record -> id.equals(record.getRunId()) && record.getOutcome() == Outcome.ACCEPTED);
    }

    private RunId scheduleOf(String workflow) {
        int partitions = around.topics().partitions();
        return ScheduleId.of("acme", workflow, Shards.of("acme", partitions, partitions));
    }

    private static List<String> types(AuditRecord record) {
        return record.getEvents().stream().map(AuditEvent::getType).toList();
    }

    private static String detail(AuditEvent event, String name) {
        String text = String.valueOf(event.getDetail());
        int from = text.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return text.substring(from, text.indexOf('"', from));
    }
}
