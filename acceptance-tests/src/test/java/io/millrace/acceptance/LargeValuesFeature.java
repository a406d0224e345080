package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.blobs.BlobKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Values of megabytes through the door, the workflow language, a step and the history, and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeValuesFeature {
    private static final String WORKFLOWS = Client.TENANT + "/workflows/";
    private static final int LARGEST_STATE = 16 * 1024;

    @TempDir
    private static Path directory;

    private Standalone standalone;
    private Client client;
    private Callee callee;

    @BeforeAll
    void start() {
        standalone = new Standalone(directory, Map.of("MILLRACE_ENGINE_LARGE_VALUE_CACHE", "64MB"));
        client = new Client(standalone);
        callee = new Callee();
        new MainLine(standalone).prepare(callee);
    }

    @AfterAll
    void stop() {
        callee.close();
        standalone.close();
    }

    @Test
    void shouldCarryMegabytesThroughAWorkflow() {
        // Given
        MainLine.ok(client.putYaml(WORKFLOWS + "heavy", """
                document: {dsl: '1.0.3', namespace: acceptance, name: heavy, version: '1.0.0'}
                do:
                  - count: {set: '${ {n: (.items | length), last: .items[-1].id} }', export: {as: '${ . }'}}
                  - send: {call: http, with: {method: post, endpoint: '%s', body: '${ $workflow.input }'}}
                  - pause: {wait: {milliseconds: 500}}
                output: {as: '${ {counted: $context, answer: .} }'}
                """.formatted(callee.inflating())));
        String input = items(50_000, 100);

        // When
        Client.Answer answer = client.post(WORKFLOWS + "heavy/runs?wait=60s", input);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString())
                .as(answer.body().path("error").toString())
                .isEqualTo("completed");
        JsonNode output = answer.body().path("output");
        assertThat(output.path("counted").path("n").asInt()).isEqualTo(50_000);
        assertThat(output.path("counted").path("last").asInt()).isEqualTo(49_999);
        assertThat(output.path("answer").path("text").asString()).hasSize(3_000_000);
        assertThat(callee.largestBody()).isGreaterThan(5_000_000);
        String run = Client.TENANT + "/runs/" + answer.body().path("id").asString();
        JsonNode read = client.get(run).body();
        assertThat(read.path("output")).isEqualTo(output);
        assertThat(read.path("input").path("items").size()).isEqualTo(50_000);
        // The first page ends behind the task that took five megabytes.
        JsonNode first = client.get(run + "/history").body();
        assertThat(first.path("items").size()).isEqualTo(1);
        JsonNode sent = client.get(run + "/history?cursor=" + first.path("next").asString())
                .body()
                .path("items")
                .path(0);
        assertThat(sent.path("task").asString()).isEqualTo("send");
        assertThat(sent.path("output").path("text").asString()).hasSize(3_000_000);
        assertThat(largestState()).isBetween(1, LARGEST_STATE);
    }

    @Test
    void shouldTakeALargeEvent() {
        // Given
        MainLine.ok(client.putYaml(WORKFLOWS + "on-heavy", """
                document: {dsl: '1.0.3', namespace: acceptance, name: on-heavy, version: '1.0.0'}
                schedule: {on: {one: {with: {type: com.example.heavy}}}}
                do:
                  - count: {set: '${ {n: (.[0].items | length)} }'}
                """));
        Map<String, String> attributes = Map.of(
                "ce-specversion", "1.0", "ce-id", "heavy-1", "ce-source", "/test", "ce-type", "com.example.heavy");
        byte[] data = items(10_000, 100).getBytes(StandardCharsets.UTF_8);

        // When
        Client.Answer answer = client.send(Client.TENANT + "/events", "POST", "application/json", data, attributes);

        // Then
        assertThat(answer.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode runs =
                    client.get(Client.TENANT + "/runs?workflow=on-heavy").body().path("items");
            assertThat(runs.size()).isEqualTo(1);
            assertThat(runs.path(0).path("output").path("n").asInt()).isEqualTo(10_000);
        });
    }

    @Test
    void shouldRefuseABodyBeyondTheLimit() {
        // Given
        byte[] large = ("\"" + "x".repeat(40 << 20) + "\"").getBytes(StandardCharsets.UTF_8);

        // When
        Client.Answer answer =
                client.send(WORKFLOWS + "classify-push/runs", "POST", "application/json", large, Map.of());

        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().path("detail").asString()).contains("33554432");
    }

    @Test
    void shouldListTheLimits() {
        // When
        JsonNode limits = client.get("/v1/limits").body().path("items");

        // Then
        assertThat(limits)
                .anySatisfy(limit -> {
                    assertThat(limit.path("name").asString()).isEqualTo("valueBytes");
                    assertThat(limit.path("value").asInt()).isEqualTo(32 << 20);
                    assertThat(limit.path("unit").asString()).isEqualTo("bytes");
                })
                .allSatisfy(limit -> assertThat(limit.path("value").isNumber()).isTrue());
    }

    @Test
    void shouldWarnAboutARunThatUsesHalfOfALimit() {
        // Given
        String input = "{\"text\": \"" + "x".repeat(17 << 20) + "\"}";
        MainLine.ok(client.putYaml(WORKFLOWS + "near", """
                document: {dsl: '1.0.3', namespace: acceptance, name: near, version: '1.0.0'}
                do:
                  - one: {call: echo, with: {n: 1}}
                  - two: {call: echo, with: {n: 2}}
                """));

        // When
        Client.Answer answer = client.post(WORKFLOWS + "near/runs?wait=60s", input);

        // Then
        assertThat(answer.body().path("status").asString()).isEqualTo("completed");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode warnings = client.get(Client.TENANT + "/audit?kind=limit.warning&run="
                            + answer.body().path("id").asString())
                    .body()
                    .path("items");
            assertThat(warnings).hasSize(1).first().satisfies(warning -> {
                assertThat(warning.path("detail").path("limit").asString()).isEqualTo("valueBytes");
                assertThat(warning.path("detail").path("used").asInt()).isGreaterThan(17 << 20);
            });
        });
    }

    @Test
    void shouldFaultARunWhoseValueIsLostAndSayWhich() throws IOException {
        // Given
        MainLine.ok(client.putYaml(WORKFLOWS + "forgetful", """
                document: {dsl: '1.0.3', namespace: acceptance, name: forgetful, version: '1.0.0'}
                do:
                  - pause: {wait: {seconds: 3}}
                  - count: {set: '${ .items | length }'}
                """));
        // Too large for the engine to keep it in memory.
        String input = items(170_000, 100);
        String run = client.post(WORKFLOWS + "forgetful/runs", input)
                .body()
                .path("id")
                .asString();
        String path = Client.TENANT + "/runs/" + run;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get(path).body().path("status").asString().equals("waiting"));

        // When
        String lost = deleteBlob(input);

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode read = client.get(path).body();
            assertThat(read.path("status").asString()).isEqualTo("faulted");
            assertThat(read.path("error").path("type").asString()).endsWith("/runtime");
            assertThat(read.path("error").path("detail").asString())
                    .contains("The large value " + lost + " is not in the blob store")
                    .contains("millrace.blobs");
            assertThat(read.path("input").isNull()).isTrue();
            assertThat(read.path("omitted").path(0).asString()).contains(lost);
        });
        Client.Answer after = client.post(WORKFLOWS + "classify-push/runs?wait=30s", """
                {"head_commit": {"id": "c", "message": "Fix"}}""");
        assertThat(after.body().path("status").asString()).isEqualTo("completed");
    }

    private static String items(int count, int length) {
        String text = "x".repeat(length - 20);
        return IntStream.range(0, count)
                .mapToObj(id -> "{\"id\":" + id + ",\"text\":\"" + text + "\"}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static String deleteBlob(String json) throws IOException {
        String hash =
                BlobKey.of("default", json.getBytes(StandardCharsets.UTF_8)).sha256();
        try (Stream<Path> blobs = Files.walk(directory.resolve("data/blobs"))) {
            Files.delete(blobs.filter(blob -> blob.endsWith(hash)).findFirst().orElseThrow());
        }
        return hash;
    }

    /** Bytes of the largest state that was ever written to Kafka. */
    private int largestState() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", standalone.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("millrace.workflow-runs-changelog").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int largest = 0;
            for (var records = consumer.poll(Duration.ofSeconds(5));
                    !records.isEmpty();
                    records = consumer.poll(Duration.ofSeconds(1))) {
                for (ConsumerRecord<byte[], byte[]> state : records) {
                    largest = Math.max(largest, state.serializedValueSize());
                }
            }
            return largest;
        }
    }
}
