package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example approval: somebody answers by a token, or somebody else does when nobody answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalFeature {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private Standalone standalone;
    private HttpServer mail;
    private Client client;
    private Client stranger;

    @BeforeAll
    void start() throws IOException {
        mail = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mail.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        mail.createContext("/questions", exchange -> {
            questions.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        mail.start();
        standalone = new Standalone(directory);
        client = new Client(standalone);
        stranger = new Client(standalone.url(), "");
        MainLine.ok(client.put(Client.TENANT, """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        MainLine.ok(client.putYaml(
                Client.TENANT + "/workflows/approval",
                Files.readString(Path.of("../examples/approval/workflow.yaml"))
                        .replace(
                                "127.0.0.1:8097",
                                "127.0.0.1:" + mail.getAddress().getPort())));
    }

    @AfterAll
    void stop() {
        standalone.close();
        mail.stop(0);
    }

    private String started(String request, String patience) {
        return client.post(Client.TENANT + "/workflows/approval/runs", """
                        {"request": "%s", "approver": "ann", "superior": "bob", "patience": "%s"}
                        """.formatted(request, patience))
                .body()
                .path("id")
                .asString();
    }

    private String pathOfQuestion(String request, String who) {
        return await().atMost(PATIENCE)
                .until(
                        () -> questions.stream()
                                .filter(question -> question.path("request")
                                                .asString()
                                                .equals(request)
                                        && question.path("who").asString().equals(who))
                                .map(question -> question.path("answer").asString())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private JsonNode output(String run) {
        return await().atMost(PATIENCE)
                .until(
                        () -> client.get(Client.TENANT + "/runs/" + run).body(),
                        found -> found.path("status").asString().equals("completed"))
                .path("output");
    }

    @Test
    void shouldTakeTheAnswerOfWhoeverHasTheTokenAndNoKey() {
        // Given
        String run = started("a desk", "PT1H");
        String path = pathOfQuestion("a desk", "ann");

        // When
        Client.Answer answer = stranger.post(path, "{\"output\": {\"approved\": true}}");

        // Then
        assertThat(answer.status()).isBetween(200, 299);
        assertThat(output(run).path("by").asString()).isEqualTo("ann");
    }

    @Test
    void shouldAskTheSuperiorWhenNobodyAnswers() {
        // Given
        String run = started("a chair", "PT2S");

        // When
        stranger.post(
                pathOfQuestion("a chair", "bob"), "{\"output\": {\"approved\": false, \"reason\": \"too soft\"}}");

        // Then
        assertThat(output(run).path("reason").asString()).isEqualTo("too soft");
    }

    @Test
    void shouldNotTakeAnAnswerTwice() {
        // Given
        String run = started("a lamp", "PT1H");
        String path = pathOfQuestion("a lamp", "ann");
        stranger.post(path, "{\"output\": {\"approved\": true}}");
        output(run);

        // When
        Client.Answer again = stranger.post(path, "{\"output\": {\"approved\": false}}");

        // Then
        assertThat(again.status()).isBetween(400, 499);
    }
}
