package io.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.Outcome;
import io.millrace.records.Rejection;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.InternalIdentity;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Shards;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookDeliveryIT {
    private static final String SECRET = "it-is-a-secret";
    private static final String GITHUB = """
            {"type": "webhook",
             "authentication": {"scheme": "github", "secret": "github"},
             "target": {"workflow": "classify-push"}}""";
    private static final String OPEN = """
            {"type": "webhook", "authentication": {"scheme": "none"}, "target": {"event": "com.example.opened"}}""";

    private static Surroundings surroundings;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        surroundings = new Surroundings();
        service = surroundings.startService();
        surroundings.tenant("acme", 0);
        surroundings.tenant("slow", 1);
        surroundings.secret("acme", "github", SECRET);
        surroundings.trigger("acme", "push", GITHUB);
        surroundings.trigger("acme", "refusing", GITHUB);
        surroundings.trigger("acme", "flooded", GITHUB);
        surroundings.trigger("acme", "open", OPEN);
        surroundings.trigger("acme", "no-secret", GITHUB.replace("\"github\"}", "\"missing\"}"));
        surroundings.trigger("acme", "broken", "{}");
        surroundings.trigger("slow", "open", OPEN);
        await().until(() -> deliver("/hooks/slow/open", "{}", Map.of()).statusCode() == 202);
        // Secrets come from a topic of their own.
        await().until(() -> deliver("/hooks/acme/push", "{}", Signed.asGitHub(SECRET, "{}", "first", "push"))
                        .statusCode()
                == 202);
    }

    @AfterAll
    static void stop() {
        service.close();
        surroundings.close();
    }

    @Test
    void shouldTurnASignedDeliveryIntoAnEventInTheTenantsShards() {
        // Given
        String body = "{\"ref\": \"refs/heads/main\"}";
        String delivery = UUID.randomUUID().toString();

        // When
        HttpResponse<String> answer =
                deliver("/hooks/acme/push", body, Signed.asGitHub(SECRET, body, delivery, "push"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        String eventId = json(answer).get("eventId").stringValue();
        ConsumerRecord<String, CloudEvent> stored = events(eventId).getFirst();
        assertThat(stored.value().getTenant()).isEqualTo("acme");
        assertThat(stored.value().getSource()).isEqualTo("/hooks/acme/push");
        assertThat(stored.value().getType()).isEqualTo("io.millrace.webhook");
        assertThat(stored.value().getData()).isEqualTo(body);
        assertThat(stored.value().getTime()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(stored.value().getExtensions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "millracetarget", "workflow:classify-push",
                        "githubevent", "push",
                        "deliveryid", delivery,
                        "httpmethod", "POST"));
        assertThat(stored.key()).isEqualTo(EventKey.of(stored.value()));
        assertThat(stored.partition()).isEqualTo(Shards.of("acme", 2, 8).partitionOf(stored.key()));
    }

    @Test
    void shouldWriteOnlyTheHouseHeaders() {
        // Given
        String body = "{}";
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        HttpRequest request = surroundings
                .signed(service, "POST", "/hooks/acme/open")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("traceparent", traceparent)
                .header("Cookie", "session=1")
                .build();

        // When
        String eventId = json(surroundings.send(request)).get("eventId").stringValue();

        // Then
        ConsumerRecord<String, CloudEvent> stored = events(eventId).getFirst();
        assertThat(RecordHeaders.readFrom(stored.headers(), "", ""))
                .isEqualTo(new RecordHeaders("acme", eventId, null, traceparent));
        assertThat(stored.headers().toArray()).hasSize(3);
        assertThat(stored.value().toString()).doesNotContain("session");
    }

    @Test
    void shouldAnswerARepeatedDeliveryWithTheSameEventAndStoreItOnce() {
        // Given
        String body = "{\"n\": 1}";
        Map<String, String> headers =
                Signed.asGitHub(SECRET, body, UUID.randomUUID().toString(), "push");
        HttpResponse<String> first = deliver("/hooks/acme/push", body, headers);

        // When
        HttpResponse<String> second = deliver("/hooks/acme/push", body, headers);

        // Then
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events(json(first).get("eventId").stringValue())).hasSize(1);
    }

    @Test
    void shouldRefuseAWrongSignatureAndSayItInTheAuditWithoutTheSignature() {
        // Given
        String body = "{\"amount\": 1}";
        Map<String, String> headers =
                Signed.asGitHub(SECRET, body, UUID.randomUUID().toString(), "push");

        // When
        HttpResponse<String> answer = deliver("/hooks/acme/refusing", "{\"amount\": 1000}", headers);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(answer).get("status").intValue()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(refusals("refusing")).hasSize(1));
        AuditRecord refusal = refusals("refusing").getFirst().value();
        assertThat(refusal.getTenant()).isEqualTo("acme");
        assertThat(refusal.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(refusal.getRejection())
                .isEqualTo(new Rejection("SIGNATURE_WRONG", "The signature or token is wrong"));
        assertThat(refusal.toString()).doesNotContain(SECRET).doesNotContain(Signed.hmac(SECRET, body));
    }

    @Test
    void shouldNotLetAFloodOfBadRequestsFloodTheAudit() {
        // Given
        int flood = 200;

        // When
        for (int i = 0; i < flood; i++) {
            assertThat(deliver("/hooks/acme/flooded", "{}", Map.of()).statusCode())
                    .isEqualTo(401);
        }

        // Then
        await().untilAsserted(() -> assertThat(refusals("flooded")).hasSizeGreaterThanOrEqualTo(10));
        assertThat(refusals("flooded")).hasSizeLessThan(flood / 2);
    }

    @Test
    void shouldAskSendersToComeAgainWhenTheSecretIsNotThere() {
        // When
        HttpResponse<String> answer =
                deliver("/hooks/acme/no-secret", "{}", Signed.asGitHub(SECRET, "{}", "1", "push"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void shouldAskSendersToComeAgainWhenTheDefinitionCannotBeUsed() {
        // When
        HttpResponse<String> answer = deliver("/hooks/acme/broken", "{}", Map.of());

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void shouldNotKnowTriggersThatAreNotThere() {
        // When
        List<Integer> answers = List.of(
                deliver("/hooks/acme/nobody", "{}", Map.of()).statusCode(),
                deliver("/hooks/nobody/push", "{}", Map.of()).statusCode(),
                deliver("/hooks/acme/open/more", "{}", Map.of()).statusCode());

        // Then
        assertThat(answers).containsExactly(404, 404, 404);
    }

    @Test
    void shouldForgetTriggersThatAreDeleted() {
        // Given
        surroundings.trigger("acme", "short-lived", OPEN);
        await().until(() -> deliver("/hooks/acme/short-lived", "{}", Map.of()).statusCode() == 202);

        // When
        surroundings.delete(Surroundings.TOPICS.triggers(), "acme/short-lived");

        // Then
        await().until(() -> deliver("/hooks/acme/short-lived", "{}", Map.of()).statusCode() == 404);
    }

    @Test
    void shouldNameTheMethodsThatAreAllowed() {
        // When
        HttpResponse<String> answer = surroundings.send(surroundings
                .signed(service, "PUT", "/hooks/acme/push")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void shouldRefuseBodiesAboveTheLimitWhetherTheirLengthIsSaidOrNot() {
        // Given
        byte[] large = new byte[1_100_000];

        // When
        int announced = surroundings
                .send(surroundings
                        .signed(service, "POST", "/hooks/acme/open")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                        .build())
                .statusCode();
        int chunked = surroundings
                .send(surroundings
                        .signed(service, "POST", "/hooks/acme/open")
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(large)))
                        .build())
                .statusCode();

        // Then
        assertThat(List.of(announced, chunked)).containsExactly(413, 413);
    }

    @Test
    void shouldHoldATenantToItsEventsPerSecond() {
        // When
        List<HttpResponse<String>> answers = List.of(
                deliver("/hooks/slow/open", "{}", Map.of()),
                deliver("/hooks/slow/open", "{}", Map.of()),
                deliver("/hooks/slow/open", "{}", Map.of()));

        // Then
        assertThat(answers).last().satisfies(last -> {
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
        });
    }

    @Test
    void shouldTakeNothingThatTheGatewayDidNotSign() {
        // Given
        String path = "/hooks/acme/open";
        Instant now = Instant.now();
        InternalIdentity right = new InternalIdentity("acme", "public", "public");
        String secret = Surroundings.DOOR_SECRET;

        // When
        List<Integer> answers = List.of(
                withIdentity(path, "nonsense"),
                withIdentity(path, right.sign("another-secret-of-more-than-32-characters", "POST", path, now)),
                withIdentity(path, right.sign(secret, "GET", path, now)),
                withIdentity(path, right.sign(secret, "POST", "/hooks/acme/push", now)),
                withIdentity(path, right.sign(secret, "POST", path, now.minus(Duration.ofMinutes(1)))),
                withIdentity(path, new InternalIdentity("other", "public", "public").sign(secret, "POST", path, now)),
                withIdentity(path, new InternalIdentity("acme", "key", "admin").sign(secret, "POST", path, now)));

        // Then
        assertThat(answers).containsOnly(401);
    }

    @Test
    void shouldBeReadyWhenItHasReadItsResources() {
        // When
        HttpResponse<String> answer =
                surroundings.send(HttpRequest.newBuilder(surroundings.address(service, "/actuator/health/readiness"))
                        .build());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("status").stringValue()).isEqualTo("UP");
    }

    private static HttpResponse<String> deliver(String path, String body, Map<String, String> headers) {
        return surroundings.deliver(service, path, body, headers);
    }

    private static int withIdentity(String path, String identity) {
        return surroundings
                .send(HttpRequest.newBuilder(surroundings.address(service, path))
                        .header(InternalIdentity.HEADER, identity)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build())
                .statusCode();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<ConsumerRecord<String, CloudEvent>> events(String id) {
        return surroundings.<CloudEvent>read(Surroundings.TOPICS.events()).stream()
                .filter(stored -> stored.value().getId().equals(id))
                .toList();
    }

    private static List<ConsumerRecord<String, AuditRecord>> refusals(String trigger) {
        return surroundings.<AuditRecord>read(Surroundings.TOPICS.audit()).stream()
                .filter(stored -> stored.value().getKind().equals("webhook.refused")
                        && stored.value().getActor().equals(trigger))
                .toList();
    }
}
