package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.json;
import static io.millrace.gateway.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What definitions refer to elsewhere is read when they are published, within the tenant's egress rules. */
@ExtendWith(SharedSurroundings.class)
class LinkingIT {
    private final Surroundings surroundings;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private final String tenant;
    private final String name = unique("workflow");

    LinkingIT(Surroundings surroundings) throws IOException {
        this.surroundings = surroundings;
        this.tenant = surroundings.tenant("{\"egress\": {\"allow\": [\"127.0.0.1\"]}}");
        // On every address of this machine, so that 127.0.0.2 would answer too.
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/functions/add/1.0.0/function.yaml", exchange -> answer(exchange, 200, "call: echo\n"));
        server.createContext("/schema.json", exchange -> answer(exchange, 200, "{\"type\": \"object\"}"));
        server.createContext("/large", exchange -> answer(exchange, 200, "a: '" + "x".repeat(1 << 20) + "'"));
        server.createContext("/broken", exchange -> answer(exchange, 200, "do: ["));
        server.createContext("/gone", exchange -> answer(exchange, 404, "gone"));
        server.createContext("/to-a-friend", exchange -> lead(exchange, "/functions/add/1.0.0/function.yaml"));
        server.createContext("/to-a-stranger", exchange -> lead(exchange, at("127.0.0.2", "/schema.json?token=x")));
        server.createContext("/to-a-file", exchange -> lead(exchange, "file:///etc/passwd"));
        server.createContext("/around", exchange -> lead(exchange, "/around"));
        server.createContext("/slow", exchange -> {
            await();
            answer(exchange, 200, "call: echo\n");
        });
        server.createContext("/latin", exchange -> {
            asked.add("/latin");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(0xe4);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void await() {
        try {
            assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void lead(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "");
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    private String calling(String reference) {
        return """
                {"document": {"dsl": "1.0.0", "namespace": "test", "name": "%s", "version": "1.0.0"},
                 "use": {"catalogs": {"ours": {"endpoint": "%s"}}},
                 "do": [
                   {"t": {"call": "%s"}}
                 ]}""".formatted(name, at("127.0.0.1", "/"), reference);
    }

    private JsonNode refusal(WebTestClient.ResponseSpec answer) {
        answer.expectStatus().isEqualTo(422);
        JsonNode errors = json(answer).path("errors");
        assertThat(errors).hasSize(1);
        return errors.path(0);
    }

    @Test
    void shouldPublishWhatADefinitionRefersToAsPartOfIt() {
        // Given
        String text = """
                {"document": {"dsl": "1.0.0", "namespace": "test", "name": "%s", "version": "1.0.0"},
                 "input": {"schema": {"resource": {"endpoint": "%s"}}},
                 "use": {"catalogs": {"ours": {"endpoint": "%s"}}},
                 "do": [{"a": {"call": "add:1.0.0@ours"}}, {"b": {"call": "http-json:1.0.0@default"}},
                        {"c": {"call": "%s"}}]}""".formatted(
                        name, at("127.0.0.1", "/schema.json"), at("127.0.0.1", ""), at("127.0.0.1", "/to-a-friend"));

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, text);

        // Then
        answer.expectStatus().isCreated();
        JsonNode published = json(surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .exchange());
        JsonNode definition = published.path("definition");
        assertThat(published.path("source").stringValue()).isEqualTo(text);
        assertThat(definition.at("/input/schema/document/type").stringValue()).isEqualTo("object");
        assertThat(definition.at("/use/functions").propertyNames())
                .containsExactlyInAnyOrder(
                        "add:1.0.0@ours", "http-json:1.0.0@default", at("127.0.0.1", "/to-a-friend"));
        assertThat(definition.at("/use/functions/add:1.0.0@ours/call").stringValue())
                .isEqualTo("echo");
        assertThat(definition.at("/use/functions/http-json:1.0.0@default").has("try"))
                .isTrue();
    }

    @Test
    void shouldKeepAVersionWhenWhatItRefersToHasChanged() {
        // Given
        surroundings
                .publish(tenant, name, calling("add:1.0.0@ours"))
                .expectStatus()
                .isCreated();
        server.removeContext("/functions/add/1.0.0/function.yaml");
        server.createContext("/functions/add/1.0.0/function.yaml", exchange -> answer(exchange, 200, "call: fail\n"));

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, calling("add:1.0.0@ours"));

        // Then
        answer.expectStatus().isEqualTo(409);
        assertThat(json(answer).path("detail").stringValue())
                .contains("was published when something that it refers to was different");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            127.0.0.2 => /schema.json => is refused: 127.0.0.2 stands for no address of the public internet
            [::1] => /schema.json => egress.allow
            127.0.0.1 => /large => answered with more than 1048576 bytes
            127.0.0.1 => /broken => cannot be read, at line 1, column
            127.0.0.1 => /gone => answered with status 404
            127.0.0.1 => /latin => not UTF-8
            127.0.0.1 => /to-a-stranger => /schema.json, which is refused: 127.0.0.2 stands
            127.0.0.1 => /to-a-file => led to file://
            127.0.0.1 => /around => led on more than 5 times
            127.0.0.1 => /slow => did not answer in time
            """)
    void shouldRefuseADefinitionWhoseReferenceCannotBeRead(String host, String path, String detail) {
        // Given
        String address = at(host, path);

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, calling(address));

        // Then
        JsonNode error = refusal(answer);
        assertThat(error.path("detail").stringValue()).contains(address, detail).doesNotContain("token");
        assertThat(error.path("pointer").stringValue()).isEqualTo("/do/0/t/call");
        assertThat(error.path("line").intValue()).isEqualTo(4);
        assertThat(error.path("column").intValue()).isEqualTo(11);
    }

    @Test
    void shouldReachNothingForATenantThatAllowsNothing() {
        // Given
        String strict = surroundings.tenant();

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(strict, name, calling("add:1.0.0@ours"));

        // Then
        assertThat(refusal(answer).path("detail").stringValue()).contains("egress.allow");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldWaitForSlowDocumentsNoLongerThanIsSet() {
        // Given
        long began = System.nanoTime();

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, calling(at("127.0.0.1", "/slow")));

        // Then
        answer.expectStatus().isEqualTo(422);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
    }

    @Test
    void shouldLinkDraftsToo() {
        // Given
        surroundings
                .publish(tenant, name, calling("add:1.0.0@ours"))
                .expectStatus()
                .isCreated();

        // When
        WebTestClient.ResponseSpec dryRun = send("?dryRun=true", calling(at("127.0.0.1", "/gone")));
        WebTestClient.ResponseSpec whatIf = surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/workflows/{name}/what-if", tenant, name)
                .header("Content-Type", "application/json")
                .bodyValue(calling(at("127.0.0.1", "/gone")))
                .exchange();

        // Then
        assertThat(refusal(dryRun).path("detail").stringValue()).contains("404");
        assertThat(refusal(whatIf).path("detail").stringValue()).contains("404");
    }

    private WebTestClient.ResponseSpec send(String query, String definition) {
        return surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}/workflows/{name}" + query, tenant, name)
                .header("Content-Type", "application/json")
                .bodyValue(definition)
                .exchange();
    }
}
