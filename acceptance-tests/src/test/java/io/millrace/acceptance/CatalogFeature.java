package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Functions of a catalog, at an address and of Millrace itself, and a schema from elsewhere, in one definition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogFeature {
    private static final String WORKFLOW = Client.TENANT + "/workflows/quote";
    private static final List<String> DOCUMENTS =
            List.of("/catalog/functions/price/1.0.0/function.yaml", "/label.yaml", "/order.json");

    @TempDir
    private static Path directory;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Standalone standalone;
    private Client client;
    private HttpServer elsewhere;

    @BeforeAll
    void publish() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        serve(DOCUMENTS.get(0), """
                input: {schema: {document: {type: object, required: [net]}}}
                set: {total: '${ .net * 2 }'}
                """);
        serve(DOCUMENTS.get(1), """
                do:
                  - price: {call: 'price:1.0.0@ours', with: {net: '${ .total }'}}
                  - name: {set: {label: '${ "total " + (.total | tostring) }'}}
                """);
        serve(DOCUMENTS.get(2), "{\"$id\": \"urn:order\", \"type\": \"object\", \"required\": [\"net\"]}");
        // Busy at first, as servers are.
        elsewhere.createContext(
                "/rate", exchange -> answer(exchange, asked.incrementAndGet() == 1 ? 503 : 200, "{\"rate\": 3}"));
        elsewhere.createContext("/hook", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, told.size() == 1 ? 500 : 202, "{}");
        });
        elsewhere.start();
        standalone = new Standalone(directory);
        client = new Client(standalone);
        MainLine.ok(client.put("/v1/tenants/default", """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        MainLine.ok(client.putYaml(WORKFLOW, definition("1.0.0")));
        // From now on the documents are gone: nothing may need them any more.
        DOCUMENTS.forEach(elsewhere::removeContext);
    }

    @AfterAll
    void stop() {
        standalone.close();
        elsewhere.stop(0);
    }

    private void serve(String path, String document) {
        elsewhere.createContext(path, exchange -> answer(exchange, 200, document));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String definition(String version) {
        return """
                document: {dsl: '1.0.3', namespace: acceptance, name: quote, version: '%s'}
                input: {schema: {resource: {endpoint: 'BASE/order.json'}}}
                use: {catalogs: {ours: {endpoint: {uri: 'BASE/catalog'}}}}
                do:
                  - rate:
                      call: http-json:1.0.0@default
                      with: {endpoint: 'BASE/rate', query: {of: EUR}}
                      export: {as: '${ {rate: .rate} }'}
                  - price:
                      call: price:1.0.0@ours
                      with: {net: '${ $workflow.input.net * $context.rate }'}
                      export: {as: '${ $context + {total: .total} }'}
                  - label:
                      call: BASE/label.yaml
                      with: {total: '${ $context.total }'}
                      export: {as: '${ $context + {label: .label} }'}
                  - tell:
                      call: webhook-post:1.0.0@default
                      with: {endpoint: 'BASE/hook', id: quote-1, type: com.example.quoted, data: '${ $context.total }'}
                      export: {as: '${ $context + {told: .status} }'}
                  - result: {set: '${ $context }'}
                """.formatted(version)
                .replace("BASE", "http://127.0.0.1:" + elsewhere.getAddress().getPort());
    }

    @Test
    void shouldRunWhatWasPublishedWithoutTheDocumentsThatItReferredTo() {
        // When
        Client.Answer answer = client.post(WORKFLOW + "/runs?wait=60s", "{\"net\": 10}");

        // Then
        JsonNode output = answer.body().path("output");
        assertThat(answer.body().path("status").asString())
                .as("%s", answer.body())
                .isEqualTo("completed");
        assertThat(output.path("total").asInt()).isEqualTo(60);
        assertThat(output.path("label").asString()).isEqualTo("total 120");
        assertThat(output.path("told").asInt()).isEqualTo(202);
        assertThat(asked).hasValue(2);
        assertThat(told)
                .hasSize(2)
                .allSatisfy(body -> assertThat(body)
                        .contains("\"id\":\"quote-1\"", "\"type\":\"com.example.quoted\"", "\"data\":60"));
    }

    @Test
    void shouldHoldInputsAgainstTheSchemaFromElsewhere() {
        // When
        Client.Answer answer = client.post(WORKFLOW + "/runs?wait=60s", "{\"gross\": 10}");

        // Then
        assertThat(answer.body().path("status").asString()).isEqualTo("faulted");
        assertThat(answer.body().path("error").path("type").asString()).endsWith("/validation");
    }

    @Test
    void shouldSayOfEveryReferenceWhyItCannotBePublished() {
        // When
        Client.Answer answer = client.putYaml(WORKFLOW + "?dryRun=true", definition("1.0.1"));

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly("/input/schema/resource", "/do/1/price/call", "/do/2/label/call");
        assertThat(answer.body().path("errors")).allSatisfy(error -> {
            assertThat(error.path("line").asInt()).isPositive();
            assertThat(error.path("detail").asString()).contains("answered with status 404");
        });
    }
}
