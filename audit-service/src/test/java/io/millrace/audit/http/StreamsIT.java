package io.millrace.audit.http;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamsIT {
    private static final String T = "/v1/tenants/" + TENANT;

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static RunningAudit audit;

    record Message(@Nullable String id, String event, JsonNode content) {}

    /** A client that reads a stream until it ends or is cut off. */
    private static final class Client implements AutoCloseable {
        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final Stream<String> lines;
        private final Thread reader;

        Client(HttpResponse<Stream<String>> answer) {
            lines = answer.body();
            reader = Thread.ofVirtual().start(this::read);
        }

        private void read() {
            List<String> block = new ArrayList<>();
            try {
                lines.forEach(line -> {
                    if (line.isEmpty()) {
                        message(block);
                        block.clear();
                    } else {
                        block.add(line);
                    }
                });
            } catch (UncheckedIOException e) {
                messages.add(new Message(null, "cut", JsonMapper.shared().nullNode()));
            }
        }

        private void message(List<String> block) {
            String data = value(block, "data:");
            if (data != null) {
                messages.add(new Message(
                        value(block, "id:"),
                        String.valueOf(value(block, "event:")),
                        JsonMapper.shared().readTree(data)));
            }
        }

        private static @Nullable String value(List<String> block, String field) {
            return block.stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()))
                    .findFirst()
                    .orElse(null);
        }

        boolean ended() {
            return !reader.isAlive();
        }

        List<String> told() {
            return messages.stream()
                    .map(message -> message.event().equals("run")
                            ? "run " + message.content().path("status").asString()
                            : message.content().path("task").asString() + " "
                                    + message.content().path("status").asString())
                    .toList();
        }

        @Nullable
        String lastId() {
            return messages.stream()
                    .map(Message::id)
                    .filter(id -> id != null)
                    .reduce((first, second) -> second)
                    .orElse(null);
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
    }

    @AfterAll
    static void stop() {
        audit.close();
        broker.close();
    }

    @Test
    void shouldTellWhatWasAndWhatComesAndEndWithTheRun() throws Exception {
        // Given
        AuditLog log = audit.log();
        RunId run = log.newRun(1);
        audit.publish(log.started(run).build());
        awaitRun(run);
        try (Client client = follow(T + "/runs/" + run + "/stream", null)) {
            await().until(() -> client.told().size() >= 2);

            // When
            audit.publish(log.stepSucceeded(run, 1, 2).build());
            audit.publish(log.stepSucceeded(run, 2, 2).build());

            // Then
            await().until(client::ended);
            assertThat(client.told())
                    .containsExactly(
                            "step1 running",
                            "run running",
                            "step1 completed",
                            "step2 running",
                            "step2 completed",
                            "run completed");
        }
    }

    @Test
    void shouldGoOnWithoutAGapOrARepeatAfterTheConnectionWasLost() throws Exception {
        // Given
        AuditLog log = audit.log();
        RunId run = log.newRun(2);
        audit.publish(log.started(run).build());
        audit.publish(log.stepSucceeded(run, 1, 4).build());
        awaitRun(run);
        List<String> told = new ArrayList<>();
        String lastId;
        try (Client first = follow(T + "/runs/" + run + "/stream", null)) {
            await().until(() -> first.told().size() == 4);
            told.addAll(first.told());
            lastId = first.lastId();
        }
        audit.publish(log.stepSucceeded(run, 2, 4).build());
        audit.publish(log.stepSucceeded(run, 3, 4).build());

        // When
        try (Client second = follow(T + "/runs/" + run + "/stream", lastId)) {
            audit.publish(log.stepSucceeded(run, 4, 4).build());
            await().until(second::ended);
            told.addAll(second.told());
        }

        // Then
        assertThat(told)
                .containsExactly(
                        "step1 running",
                        "run running",
                        "step1 completed",
                        "step2 running",
                        "step2 completed",
                        "step3 running",
                        "step3 completed",
                        "step4 running",
                        "step4 completed",
                        "run completed");
    }

    @Test
    void shouldSendNobodyBackWhoHasSeenTheEnd() throws Exception {
        // Given
        RunId run = audit.log().completedRun(3, 1);
        audit.publishAndAwait();
        String lastId;
        try (Client client = follow(T + "/runs/" + run + "/stream", null)) {
            await().until(client::ended);
            lastId = client.lastId();
        }

        // When
        HttpResponse<String> answer = audit.send(audit.request("GET", T + "/runs/" + run + "/stream", viewer(TENANT))
                .header("Last-Event-ID", String.valueOf(lastId)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void shouldTellATenantEverythingFromNowOnAndGoOnAfterALostConnection() throws Exception {
        // Given
        AuditLog log = audit.log();
        log.completedRun(4, 1);
        audit.publishAndAwait();
        List<Message> told = new ArrayList<>();
        String lastId;
        RunId run = log.newRun(5);
        try (Client first = follow(T + "/stream", null)) {
            audit.publish(log.started(run).build());
            audit.publish(log.act("workflow.published", "act-" + run).build());
            await().until(() -> first.messages.size() == 3);
            told.addAll(first.messages);
            lastId = first.lastId();
        }
        audit.publish(log.stepSucceeded(run, 1, 1).build());
        RunId elsewhere = log.completedRun(6, 1);
        audit.publish();

        // When
        try (Client second = follow(T + "/stream", lastId)) {
            await().until(() -> second.messages.size() == 6);
            told.addAll(second.messages);
        }

        // Then
        assertThat(told)
                .filteredOn(message -> message.content().path("run").asString().equals(run.toString()))
                .extracting(message -> message.content().path("status").asString())
                .containsExactly("running", "completed");
        assertThat(told)
                .filteredOn(message -> message.event().equals("run"))
                .filteredOn(message -> message.content().path("id").asString().equals(elsewhere.toString()))
                .hasSize(2);
        assertThat(told)
                .filteredOn(message -> message.event().equals("audit"))
                .extracting(message -> message.content().path("kind").asString())
                .containsExactly("workflow.published");
        assertThat(told).hasSize(9);
    }

    private static void awaitRun(RunId run) {
        await().untilAsserted(() -> assertThat(audit.send(audit.request("GET", T + "/runs/" + run, viewer(TENANT)))
                        .statusCode())
                .isEqualTo(200));
    }

    private static Client follow(String path, @Nullable String lastId) throws Exception {
        var request = audit.request("GET", path, viewer(TENANT));
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> answer = audit.http().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Client(answer);
    }
}
