package io.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.CloudEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What senders notice when the broker or the service goes away. */
class OutageIT {
    private static final String PATH = "/hooks/acme/orders";
    private static final String DEFINITION = """
            {"type": "webhook",
             "authentication": {"scheme": "none"},
             "target": {"event": "com.example.ordered"},
             "deduplicate": {"header": "X-Order"}}""";

    private static Surroundings surroundings;

    @BeforeAll
    static void start() {
        surroundings = new Surroundings();
    }

    @AfterAll
    static void stop() {
        surroundings.close();
    }

    @Test
    void shouldAskSendersToComeAgainWhileTheBrokerIsAwayAndLoseNothingThatItAccepted() {
        try (ConfigurableApplicationContext service = startReady("--millrace.trigger.append.timeout=2s");
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
            AtomicBoolean sending = new AtomicBoolean(true);
            CompletableFuture<?>[] loops = IntStream.range(0, 8)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> {
                                while (sending.get()) {
                                    answers.add(order(service, UUID.randomUUID().toString()));
                                }
                            },
                            senders))
                    .toArray(CompletableFuture[]::new);
            await().until(() -> count(answers, 202) > 100);

            // When
            surroundings.broker.stop();
            await().atMost(Duration.ofSeconds(20)).until(() -> count(answers, 503) >= 8);
            surroundings.broker.startAgain();
            long before = count(answers, 202);
            await().atMost(Duration.ofSeconds(60)).until(() -> count(answers, 202) > before + 100);
            sending.set(false);
            CompletableFuture.allOf(loops).join();

            // Then
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 503);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 503)
                    .allSatisfy(answer -> assertThat(answer.headers().firstValue("Retry-After"))
                            .isPresent());
            assertThat(storedIds())
                    .containsAll(answers.stream()
                            .filter(answer -> answer.statusCode() == 202)
                            .map(OutageIT::eventId)
                            .toList());
        }
    }

    @Test
    void shouldAnswerADeliveryWithTheSameEventAfterTheServiceWasReplaced() {
        // Given
        String order = UUID.randomUUID().toString();
        HttpResponse<String> first;
        try (ConfigurableApplicationContext service = startReady()) {
            first = order(service, order);
        }

        // When
        HttpResponse<String> second;
        try (ConfigurableApplicationContext service = startReady()) {
            second = order(service, order);
        }

        // Then
        assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(202, 202);
        assertThat(eventId(second)).isEqualTo(eventId(first));
    }

    @Test
    void shouldKnowItsTriggersFromItsFirstAnswerOn() {
        // Given
        try (ConfigurableApplicationContext earlier = startReady()) {
            assertThat(order(earlier, "0").statusCode()).isEqualTo(202);
        }

        // When
        try (ConfigurableApplicationContext service = surroundings.startService()) {
            int answer = order(service, "1").statusCode();

            // Then
            assertThat(answer).isIn(202, 503);
        }
    }

    private static ConfigurableApplicationContext startReady(String... arguments) {
        ConfigurableApplicationContext service = surroundings.startService(arguments);
        surroundings.tenant("acme", 0);
        surroundings.trigger("acme", "orders", DEFINITION);
        await().until(() -> order(service, "ready").statusCode() == 202);
        return service;
    }

    private static HttpResponse<String> order(ConfigurableApplicationContext service, String order) {
        return surroundings.deliver(service, PATH, "{\"order\": \"" + order + "\"}", Map.of("X-Order", order));
    }

    private static long count(Queue<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    private static String eventId(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).get("eventId").stringValue();
    }

    private static Set<String> storedIds() {
        return surroundings.<CloudEvent>read(Surroundings.TOPICS.events()).stream()
                .map(stored -> stored.value().getId())
                .collect(Collectors.toSet());
    }
}
