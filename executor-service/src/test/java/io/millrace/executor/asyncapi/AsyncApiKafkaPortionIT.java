package io.millrace.executor.asyncapi;

import static io.millrace.executor.asyncapi.Subscriber.limits;
import static io.millrace.executor.asyncapi.Subscriber.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Subscriptions that are received part by part over Kafka, from the command to the result. */
class AsyncApiKafkaPortionIT {
    private static final String DOCUMENT = """
            asyncapi: 2.6.0
            servers:
              kafka: {url: 'KAFKA', protocol: kafka}
            channels:
              orders-{name}: {servers: [kafka]}
            """;

    private static Workshop workshop;
    private static TestServer web;
    private static Admin admin;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        web = new TestServer();
        admin = Admin.create(Map.of("bootstrap.servers", workshop.bootstrapServers()));
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1", "localhost");
        workshop.executor();
        String document = DOCUMENT.replace("KAFKA", workshop.bootstrapServers());
        web.on("/document.yaml", _ -> new Answer(200, Map.of(), document, false));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        admin.close();
        web.close();
    }

    private static Subscriber subscriber(String where) {
        return new Subscriber(workshop, web.address("/document.yaml"), where);
    }

    private static String topic(String name) {
        admin.createTopics(List.of(new NewTopic("orders-" + name, 2, (short) 1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return "\"channel\": \"orders-" + name + "\"";
    }

    private static void send(String name, int... numbers) {
        for (int number : numbers) {
            workshop.send(
                    "orders-" + name, number % 2, "k", String.valueOf(number).getBytes(StandardCharsets.UTF_8));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ends(name) >= numbers.length);
    }

    private static long ends(String name) {
        return admin
                .listOffsets(Map.of(
                        new TopicPartition("orders-" + name, 0), OffsetSpec.latest(),
                        new TopicPartition("orders-" + name, 1), OffsetSpec.latest()))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .values()
                .stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    @Test
    void shouldBeginAtTheEndOfATopic() {
        // Given
        Subscriber subscriber = subscriber(topic("begun"));
        send("begun", 1, 2, 3);

        // When
        JsonNode answer = subscriber.received(limits(5, 60_000));

        // Then
        assertThat(answer).isEqualTo(StepJson.MAPPER.readTree("""
                {"messages": [], "position": {"0": 1, "1": 2}, "kept": false}"""));
    }

    @Test
    void shouldReceiveEveryRecordOnceFromStepToStep() {
        // Given
        Subscriber subscriber = subscriber(topic("all")).begun();
        send("all", IntStream.range(0, 24).toArray());

        // When
        List<Integer> received = new ArrayList<>();
        for (int step = 0; step < 24 && received.size() < 24; step++) {
            received.addAll(payloads(subscriber.received(limits(5, 5_000))));
        }

        // Then
        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 24).boxed().toList());
        assertThat(payloads(subscriber.received(limits(5, 0)))).isEmpty();
    }

    @Test
    void shouldReceiveTheSameWhenAStepIsPerformedAgain() {
        // Given
        Subscriber subscriber = subscriber(topic("again")).begun();
        send("again", 0, 2, 4);
        JsonNode first = subscriber.answer(subscriber.ask(limits(2, 5_000)));

        // When
        JsonNode again = subscriber.answer(subscriber.ask(limits(2, 5_000)));

        // Then
        assertThat(payloads(first)).containsExactly(0, 2);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void shouldReceiveWhatCameBeforeTheTimeWasUp() {
        // Given
        Subscriber subscriber = subscriber(topic("late")).begun();
        send("late", 1);

        // When
        JsonNode answer = subscriber.received(limits(5, 30_000) + ", \"until\": "
                + Instant.now().minusSeconds(1).toEpochMilli());

        // Then
        assertThat(payloads(answer)).containsExactly(1);
    }

    @Test
    void shouldAnswerAtTheSamePositionWhenNothingCame() {
        // Given
        Subscriber subscriber = subscriber(topic("quiet")).begun();
        JsonNode before = subscriber.position();

        // When
        JsonNode answer = subscriber.received(limits(5, 200));

        // Then
        assertThat(answer.path("messages")).isEmpty();
        assertThat(answer.path("position")).isEqualTo(before);
    }

    @Test
    void shouldReceiveNoMoreThanSoManyBytesButOneMessageAlways() {
        // Given
        Subscriber subscriber = subscriber(topic("large")).begun();
        send("large", 10, 12, 14);

        // When
        JsonNode first = subscriber.received("\"most\": 5, \"bytes\": 60, \"wait\": 5000");
        JsonNode second = subscriber.received("\"most\": 5, \"bytes\": 1, \"wait\": 5000");

        // Then
        assertThat(payloads(first)).containsExactly(10, 12);
        assertThat(payloads(second)).containsExactly(14);
    }

    @Test
    void shouldSayThatRecordsAreLost() {
        // Given
        Subscriber subscriber = subscriber(topic("gone")).begun();
        send("gone", 0, 2);
        admin.deleteRecords(Map.of(new TopicPartition("orders-gone", 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        // When
        Problem error = subscriber.error(subscriber.ask(limits(5, 5_000)));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.getDetail()).contains("OffsetOutOfRange");
    }

    @Test
    void shouldKeepNothingOnKafka() {
        // Given
        Subscriber subscriber = subscriber(topic("left")).begun();

        // When
        JsonNode answer = subscriber.answer(subscriber.leave());

        // Then
        assertThat(answer.isNull()).isTrue();
    }
}
