package io.millrace.audit.kafka;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.TOPICS;
import static io.millrace.audit.RunningAudit.json;
import static io.millrace.audit.RunningAudit.platformAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FailuresIT {
    private static final String T = "/v1/tenants/" + TENANT;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private TestBroker broker;
    private RunningAudit audit;

    @BeforeEach
    void start() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
    }

    @AfterEach
    void stop() {
        audit.close();
        broker.close();
    }

    @Test
    void shouldSetPoisonAsideAndGoOn() {
        // Given
        audit.publish(1, "no audit record".getBytes(StandardCharsets.UTF_8));
        AuditRecord nameless =
                audit.log().act("run.input", "act-1").setRunId("no-run").build();
        audit.publish(1, audit.log().encode(nameless));

        // When
        RunId run = audit.log().completedRun(1, 1);
        audit.publish();

        // Then
        await().untilAsserted(() -> assertThat(statusOf(run)).isEqualTo("completed"));
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().value()).isEqualTo("no audit record".getBytes(StandardCharsets.UTF_8));
        assertThat(header(letters.getFirst(), DeadLetter.ORIGIN_OFFSET)).isEqualTo("0");
        assertThat(header(letters.getFirst(), DeadLetter.REASON)).contains("wire format");
        assertThat(header(letters.getLast(), DeadLetter.REASON)).contains("'no-run' is no run id");
        assertThat(flush().path("records").asLong()).isEqualTo(2);
    }

    @Test
    void shouldTakeARecordOnceThatWasWrittenTwice() {
        // Given
        AuditLog log = audit.log();
        RunId run = log.newRun(1);
        AuditRecord start = log.started(run).build();
        AuditRecord end = log.stepSucceeded(run, 1, 1).build();
        AuditRecord act = log.act("workflow.published", "act-1").build();
        List.of(start, start, end, act, act).forEach(log::append);
        audit.publishAndAwait();

        // When
        List.of(start, end, act).forEach(log::append);
        RunId behind = log.completedRun(1, 1);
        audit.publishAndAwait();

        // Then
        assertThat(statusOf(behind)).isEqualTo("completed");
        assertThat(audit.items(T + "/audit?run=" + run)).hasSize(2);
        assertThat(audit.items(T + "/audit?kind=workflow.published")).hasSize(1);
        assertThat(audit.get(T + "/runs/" + run).path("usage").path("inputs").asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        // Given
        RunId before = audit.log().completedRun(1, 5);
        audit.publish();
        await().untilAsserted(() -> assertThat(statusOf(before)).isEqualTo("completed"));
        audit.stop();
        RunId meanwhile = audit.log().completedRun(1, 5);
        audit.publish();

        // When
        audit.startAgain();

        // Then
        await().atMost(LONG).untilAsserted(() -> assertThat(statusOf(meanwhile)).isEqualTo("completed"));
        assertThat(audit.items(T + "/audit?limit=500")).hasSize(12);
        JsonNode lake = flush();
        assertThat(lake.path("records").asLong()).isEqualTo(12);
        assertThat(lake.path("offsets").path("1").asLong()).isEqualTo(12);
    }

    @Test
    void shouldWaitForTheBrokerAndLoseNothing() {
        // Given
        RunId before = audit.log().completedRun(1, 5);
        audit.publish();
        await().untilAsserted(() -> assertThat(statusOf(before)).isEqualTo("completed"));
        broker.stop();

        // When
        broker.startAgain();
        RunId after = audit.log().completedRun(1, 5);
        audit.publish();

        // Then
        await().atMost(LONG).untilAsserted(() -> assertThat(statusOf(after)).isEqualTo("completed"));
        assertThat(audit.items(T + "/audit?limit=500")).hasSize(12);
        assertThat(flush().path("records").asLong()).isEqualTo(12);
    }

    @Test
    void shouldBeReadyWhenItReadsFromWhereItStands() {
        // When / Then
        await().untilAsserted(() -> {
            var answer = audit.send(audit.request("GET", "/actuator/health/readiness", platformAdmin()));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("status").asString()).isEqualTo("UP");
        });
        assertThat(audit.send(audit.request("GET", "/actuator/prometheus", platformAdmin()))
                        .body())
                .contains("millrace_audit_lag", "millrace_audit_records_total", "millrace_audit_lake_commits_total");
    }

    private String statusOf(RunId run) {
        return audit.get(T + "/runs/" + run).path("status").asString();
    }

    private JsonNode flush() {
        return json(audit.send(audit.request("POST", "/internal/lake/flush", platformAdmin())));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        TopicPartition partition = new TopicPartition(TOPICS.deadLetter(TOPICS.audit()), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(10)).records(partition);
        }
    }
}
