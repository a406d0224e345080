package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One standalone server, from its first webhook to its orderly end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneFeature {
    private static final String RUNS = Client.TENANT + "/workflows/";

    @TempDir
    private static Path directory;

    private Standalone standalone;
    private Client client;
    private Callee callee;
    private MainLine line;

    @BeforeAll
    void start() {
        standalone = new Standalone(directory);
        client = new Client(standalone);
        callee = new Callee();
        line = new MainLine(standalone);
        line.prepare(callee);
    }

    @AfterAll
    void stop() {
        callee.close();
        standalone.close();
    }

    @Test
    @Order(1)
    void shouldAgreeOnEventsRunsAuditAndLake() {
        // When
        line.push(60);

        // Then
        line.expectEveryCountToBe(60);
        assertThat(callee.calls()).isGreaterThanOrEqualTo(60);
    }

    @Test
    @Order(2)
    void shouldRefuseAWrongSignatureAndSaySoInTheAudit() {
        // When
        Client.Answer answer = line.hook("{}", "delivery-x", "sha256=00");

        // Then
        assertThat(answer.status()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(client.get(Client.TENANT + "/audit?kind=webhook.refused")
                                .body()
                                .path("items"))
                        .isNotEmpty());
    }

    @Test
    @Order(2)
    void shouldReportEveryProblemOfADefinitionAtOnce() {
        // Given
        String definition = """
                document: {dsl: '1.0.3', namespace: acceptance, name: wrong, version: '1.0.0'}
                do:
                  - first: {sett: {a: 1}}
                  - second: {set: '${ .a | }'}
                  - third: {set: {a: 1}, then: nowhere}
                """;

        // When
        Client.Answer answer = client.putYaml(RUNS + "wrong", definition);

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors").size()).isGreaterThanOrEqualTo(3);
        assertThat(answer.body().path("errors")).allSatisfy(error -> {
            assertThat(error.path("pointer").asString()).startsWith("/do/");
            assertThat(error.path("line").asInt()).isBetween(3, 5);
            assertThat(error.path("detail").asString()).isNotBlank();
        });
    }

    @Test
    @Order(2)
    void shouldRefuseBrokenYamlBombsAndDepth() {
        // Given
        String bomb = """
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
                """;
        String deep = "a: " + "[".repeat(5_000) + "]".repeat(5_000);

        // When
        Client.Answer broken = client.putYaml(RUNS + "wrong", "document: {dsl: '1.0.3'\ndo: [");
        Client.Answer bombed = client.putYaml(RUNS + "wrong", bomb);
        Client.Answer buried = client.putYaml(RUNS + "wrong", deep);

        // Then
        assertThat(broken.status()).isEqualTo(422);
        assertThat(bombed.status()).isEqualTo(422);
        assertThat(buried.status()).isEqualTo(422);
    }

    @Test
    @Order(2)
    void shouldRefuseBodiesThatAreTooLarge() {
        // Given
        byte[] large = ("\"" + "x".repeat(33 << 20) + "\"").getBytes(StandardCharsets.UTF_8);

        // When
        Client.Answer answer = client.send(RUNS + "classify-push/runs", "POST", "application/json", large, Map.of());

        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    @Order(2)
    void shouldEndAnEndlessExpressionWithinASecond() {
        // Given
        MainLine.ok(client.putYaml(RUNS + "endless", """
                document: {dsl: '1.0.3', namespace: acceptance, name: endless, version: '1.0.0'}
                do: [{burn: {set: '${ [range(1e12)] }'}}]
                """));
        long began = System.nanoTime();

        // When
        Client.Answer answer = client.post(RUNS + "endless/runs?wait=20s", "{}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asString()).isEqualTo("faulted");
        assertThat(answer.body().path("error").path("type").asString()).endsWith("/expression");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Order(2)
    void shouldKeepStrangersOutAndTenantsApart() {
        // Given
        Client stranger = new Client(standalone.url(), "mk_0000000000000000_wrong");
        MainLine.ok(client.put("/v1/tenants/other", "{\"displayName\": \"Other\"}"));
        String run = client.post(RUNS + "classify-push/runs", "{\"head_commit\": {\"id\": \"c\", \"message\": \"m\"}}")
                .body()
                .path("id")
                .asString();
        String key = client.post("/v1/tenants/other/keys", "{\"role\": \"admin\", \"label\": \"other\"}")
                .body()
                .path("key")
                .asString();
        Client other = new Client(standalone.url(), key);

        // When
        Client.Answer wrongKey = stranger.get(Client.TENANT + "/runs");
        Client.Answer ownList = other.get("/v1/tenants/other/runs");
        Client.Answer foreignRun = other.get("/v1/tenants/other/runs/" + run);
        Client.Answer foreignTenant = other.get(Client.TENANT + "/runs/" + run);

        // Then
        assertThat(wrongKey.status()).isEqualTo(401);
        assertThat(ownList.status()).isEqualTo(200);
        assertThat(foreignRun.status()).isEqualTo(404);
        assertThat(foreignTenant.status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void shouldShowASecretToNobodyButTheCallee() {
        // Given
        String value = "known to the callee alone";
        String pair = Base64.getEncoder().encodeToString(("ann:" + value).getBytes(StandardCharsets.UTF_8));
        MainLine.ok(client.put(
                Client.TENANT + "/secrets/login",
                "{\"value\": \"{\\\"username\\\": \\\"ann\\\", \\\"password\\\": \\\"" + value + "\\\"}\"}"));
        MainLine.ok(client.putYaml(RUNS + "with-secret", """
                document: {dsl: '1.0.3', namespace: acceptance, name: with-secret, version: '1.0.0'}
                use: {secrets: [login], authentications: {me: {basic: {use: login}}}}
                do:
                  - ask:
                      call: http
                      with:
                        method: post
                        endpoint: {uri: '%s', authentication: {use: me}}
                        body: {password: '${ $secrets.login.password }', given: '${ .given }'}
                      export: {as: '${ {kept: .} }'}
                  - tell: {emit: {event: {with: {type: com.example.told, data: '${ . }'}}}}
                  - pause: {wait: {milliseconds: 200}}
                  - whole: {set: '${ $context }'}
                """.formatted(callee.repeating())));

        // When
        Client.Answer answer =
                client.post(RUNS + "with-secret/runs?wait=20s", "{\"given\": \"\\ufdd0login/password\\ufdd1\"}");

        // Then
        assertThat(answer.body().path("status").asString()).isEqualTo("completed");
        assertThat(answer.body()
                        .path("output")
                        .path("kept")
                        .path("sent")
                        .path("password")
                        .asString())
                .isEqualTo("***");
        assertThat(callee.told())
                .containsExactly(
                        "Basic " + pair + " {\"password\":\"" + value + "\",\"given\":\"\uFFFDlogin/password\uFFFD\"}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.get(Client.TENANT + "/runs/"
                                        + answer.body().path("id").asString() + "/history")
                                .body()
                                .toString())
                        .contains("***")
                        .doesNotContain(value));
        AllTopics topics = new AllTopics(standalone.bootstrapServers());
        assertThat(topics.holding("com.example.told")).isNotEmpty();
        assertThat(topics.holding(value)).isEmpty();
        assertThat(topics.holding(pair)).isEmpty();
        assertThat(standalone.process().said()).doesNotContain(value).doesNotContain(pair);
    }

    @Test
    @Order(3)
    void shouldStopInOrderWhenAsked() {
        // When
        int code = standalone.process().stop();

        // Then
        assertThat(code).isZero();
    }
}
