package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators and people outside do with runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunControlFeature {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String WORKFLOWS = Client.TENANT + "/workflows/";
    private static final String RUNS = Client.TENANT + "/runs/";

    @TempDir
    private static Path directory;

    private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    private Standalone standalone;
    private Client client;
    private Silence silence;
    private HttpServer outside;

    @BeforeAll
    void start() {
        standalone = new Standalone(directory);
        client = new Client(standalone);
        silence = new Silence();
        outside = outside();
        MainLine.ok(client.put(Client.TENANT, """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        publish("slow", """
                do:
                  - ask: {call: http, with: {method: get, endpoint: '%s'}}
                  - rest: {wait: {milliseconds: 200}}
                  - finish: {set: {done: true}}
                """.formatted(silence.url()));
        publish("resting", "do: [{rest: {wait: {hours: 1}}}]");
        publish("priced", """
                do:
                  - price: {set: '${ {price: (.base * 2)} }', export: {as: '${ {seen: .price} }'}}
                  - check: {if: '.price > 100', raise: {error: {type: 'urn:too-much', status: 400}}}
                  - finish: {set: '${ {price: .price, seen: $context.seen} }'}
                """);
        publish("approval", """
                do:
                  - approve:
                      call: callback
                      with:
                        expires: PT1H
                        request:
                          call: http
                          with:
                            method: post
                            endpoint: 'http://127.0.0.1:%d/token'
                            body: '${ {token: $callback.token} }'
                """.formatted(outside.getAddress().getPort()));
    }

    private HttpServer outside() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/token", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                tokens.add(body.replaceAll(".*\"token\":\\s*\"([^\"]+)\".*", "$1"));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        outside.stop(0);
        silence.close();
        standalone.close();
    }

    private void publish(String name, String body) {
        MainLine.ok(client.putYaml(
                WORKFLOWS + name,
                "document: {dsl: '1.0.3', namespace: acceptance, name: " + name + ", version: '1.0.0'}\n" + body));
    }

    private String begin(String workflow, String input) {
        Client.Answer answer = client.post(WORKFLOWS + workflow + "/runs", input);
        MainLine.ok(answer);
        return answer.body().path("id").asString();
    }

    private void awaitStatus(String run, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.get(RUNS + run).body().path("status").asString())
                        .isEqualTo(status));
    }

    private JsonNode output(String run) {
        awaitStatus(run, "completed");
        return client.get(RUNS + run).body().path("output");
    }

    private String token() throws InterruptedException {
        String token = tokens.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(token).isNotNull();
        return token;
    }

    private Client.Answer callBack(String token, String body) {
        return new Client(standalone.url(), "")
                .send(
                        Client.TENANT + "/callbacks/" + token,
                        "POST",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of());
    }

    @Test
    void shouldBeginNothingNewWhileSuspendedAndGoOnWhenResumed() {
        // Given
        String run = begin("slow", "{}");
        Silence.Call call = silence.next();
        Client.Answer suspended = client.post(RUNS + run + "/suspend", "{\"reason\": \"maintenance\"}");
        call.answer();

        // When
        Client.Answer again = client.post(RUNS + run + "/suspend", "{}");

        // Then
        assertThat(suspended.body().path("status").asString()).isEqualTo("suspended");
        assertThat(again.status()).isEqualTo(409);
        awaitStatus(run, "suspended");
        assertThat(client.get(RUNS.substring(0, RUNS.length() - 1) + "?status=suspended")
                        .body()
                        .path("items"))
                .anySatisfy(item -> assertThat(item.path("id").asString()).isEqualTo(run));
        MainLine.ok(client.post(RUNS + run + "/resume", "{}"));
        assertThat(output(run).path("done").asBoolean()).isTrue();
    }

    @Test
    void shouldReachTheStepAtWorkWhenARunIsCancelled() {
        // Given
        String run = begin("slow", "{}");
        Silence.Call call = silence.next();

        // When
        Client.Answer cancelled = client.post(RUNS + run + "/cancel", "{}");

        // Then
        assertThat(cancelled.body().path("status").asString()).isEqualTo("cancelled");
        assertThat(call.endsWithin(5)).isTrue();
        awaitStatus(run, "cancelled");
        assertThat(client.post(RUNS + run + "/cancel", "{}").status()).isEqualTo(409);
    }

    @Test
    void shouldRetryAFaultedRunFromTheTaskThatFailed() {
        // Given
        String run = begin("priced", "{\"base\": 100}");
        awaitStatus(run, "faulted");

        // When
        Client.Answer retried = client.post(RUNS + run + "/retry", "{\"input\": {\"price\": 7}}");

        // Then
        MainLine.ok(retried);
        JsonNode output = output(run);
        assertThat(output.path("price").asInt()).isEqualTo(7);
        assertThat(output.path("seen").asInt()).isEqualTo(200);
        assertThat(client.get(RUNS + run).body().path("error").isNull()).isTrue();
    }

    @Test
    void shouldRetryAFaultedRunFromAnEarlierTask() {
        // Given
        String run = begin("priced", "{\"base\": 100}");
        awaitStatus(run, "faulted");
        MainLine.ok(client.post(RUNS + run + "/retry", "{\"from\": \"price\"}"));
        awaitStatus(run, "faulted");
        await().atMost(PATIENCE)
                .until(() ->
                        client.get(RUNS + run + "/history").body().path("items").size() == 4);

        // When
        Client.Answer retried = client.post(RUNS + run + "/retry", "{\"from\": \"price\", \"input\": {\"base\": 4}}");

        // Then
        MainLine.ok(retried);
        assertThat(output(run).path("seen").asInt()).isEqualTo(8);
        assertThat(client.get(RUNS + run + "/history").body().path("items").valueStream())
                .extracting(item -> item.path("task").asString())
                .startsWith("price", "check", "price", "check", "price");
    }

    @Test
    void shouldRefuseToRetryARunThatDidNotFault() {
        // Given
        String run = begin("resting", "{}");

        // When
        Client.Answer refused = client.post(RUNS + run + "/retry", "{}");

        // Then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asString()).contains("Only a run that ended by an error");
    }

    @Test
    void shouldCompleteACallbackExactlyOnce() throws InterruptedException {
        // Given
        String run = begin("approval", "{}");
        String token = token();
        String wrong = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBA" : "AAAA");

        // When
        Client.Answer stranger = callBack(wrong, "{\"output\": {\"approved\": false}}");
        Client.Answer first = callBack(token, "{\"output\": {\"approved\": true}}");
        Client.Answer second = callBack(token, "{\"output\": {\"approved\": false}}");

        // Then
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(404);
        assertThat(output(run).path("approved").asBoolean()).isTrue();
    }

    @Test
    void shouldLetRunsFinishWhenTheirWorkflowIsDeleted() throws InterruptedException {
        // Given
        publish("deleted", """
                do:
                  - approve:
                      call: callback
                      with:
                        request:
                          call: http
                          with: {method: post, endpoint: 'http://127.0.0.1:%d/token', body: '${ {token: $callback.token} }'}
                  - finish: {call: echo, with: {finished: true}}
                """.formatted(outside.getAddress().getPort()));
        String run = begin("deleted", "{}");
        String token = token();
        client.send(WORKFLOWS + "deleted", "DELETE", "application/json", new byte[0], Map.of());

        // When
        Client.Answer refused = client.post(WORKFLOWS + "deleted/runs", "{}");
        Client.Answer answered = callBack(token, "{\"output\": 1}");

        // Then
        assertThat(refused.status()).isEqualTo(404);
        MainLine.ok(answered);
        assertThat(output(run).path("finished").asBoolean()).isTrue();
    }

    @Test
    void shouldCancelManyRunsAfterCountingThem() {
        // Given
        publish("many", "do: [{rest: {wait: {hours: 1}}}]");
        IntStream.range(0, 5).forEach(each -> begin("many", "{}"));
        String filter = "\"action\": \"cancel\", \"filter\": {\"workflow\": \"many\"}";
        await().atMost(PATIENCE)
                .until(() -> client.post(RUNS + "actions", "{" + filter + ", \"dryRun\": true}")
                                .body()
                                .path("count")
                                .asInt()
                        == 5);

        // When
        Client.Answer begun = client.post(RUNS + "actions", "{" + filter + ", \"ratePerSecond\": 50}");

        // Then
        assertThat(begun.status()).isEqualTo(202);
        String action = RUNS + "actions/" + begun.body().path("id").asString();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.get(action).body().path("status").asString())
                        .isEqualTo("completed"));
        assertThat(client.get(action).body().path("accepted").asInt()).isEqualTo(5);
        assertThat(client.post(RUNS + "actions", "{" + filter + ", \"dryRun\": true}")
                        .body()
                        .path("count")
                        .asInt())
                .isZero();
    }
}
