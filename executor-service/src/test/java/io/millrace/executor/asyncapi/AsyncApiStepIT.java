package io.millrace.executor.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import io.moquette.broker.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** AsyncAPI steps from the command to the result, with real brokers. */
class AsyncApiStepIT {
    private static final String SECOND = """
            asyncapi: 2.6.0
            servers:
              kafka: {url: 'KAFKA', protocol: kafka}
              mqtt: {url: 'mqtt://127.0.0.1:{port}', protocol: mqtt, variables: {port: {default: 'MQTT'}}}
              web: {url: 'http://HTTP/base/', protocol: http}
              amqp: {url: 'amqp://h', protocol: amqp}
              elsewhere: {url: 'mqtt://10.0.0.1', protocol: mqtt}
              unnamed: {url: '8.8.8.8:9092', protocol: kafka}
              nobody: {url: 'mqtt://127.0.0.1:1', protocol: mqtt}
            channels:
              orders: {publish: {operationId: sendOrder}}
              lights/{id}/measured: {servers: [mqtt, elsewhere, nobody]}
              notes: {publish: {message: {contentType: text/plain}}}
            """;
    private static final String THIRD = """
            {"asyncapi": "3.0.0",
             "servers": {"broker": {"host": "KAFKA", "protocol": "kafka"},
                         "web": {"host": "HTTP", "pathname": "/base", "protocol": "http"}},
             "channels": {
               "orders": {"address": "orders.{region}", "servers": [{"$ref": "#/servers/broker"}],
                          "parameters": {"region": {"default": "eu"}}},
               "open": {"address": "orders.{region}"},
               "hook": {"address": "/hook", "servers": [{"$ref": "#/servers/web"}]}},
             "operations": {
               "sendOrder": {"action": "send", "channel": {"$ref": "#/channels/orders"}},
               "open": {"action": "send", "channel": {"$ref": "#/channels/open"}},
               "lost": {"action": "send", "channel": {"$ref": "#/channels/none"}},
               "putHook": {"action": "send", "channel": {"$ref": "#/channels/hook"},
                           "bindings": {"http": {"method": "PUT"}}}}}
            """;

    private static Workshop workshop;
    private static TestServer web;
    private static Server mqtt;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        workshop = new Workshop();
        web = new TestServer();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", workshop.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders.eu", 2, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        mqtt = TestMqtt.start(folder);
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1", "localhost");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor(
                "millrace.executor.asyncapi.max-messages=5",
                "millrace.executor.asyncapi.max-response=2KB",
                "millrace.executor.asyncapi.response-timeout=8s");
        document("/second.yaml", SECOND);
        document("/third.json", THIRD);
        document("/old.yaml", "asyncapi: 1.2.0");
        document("/broken.json", "{");
        web.on("/base/orders", asked -> Answer.json(asked.body()));
        web.on("/base/notes", asked -> Answer.json(asked.body()));
        web.on("/base/hook", _ -> Answer.status(503));
    }

    private static void document(String path, String text) {
        String filled = text.replace("KAFKA", workshop.bootstrapServers())
                .replace("MQTT", String.valueOf(mqtt.getPort()))
                .replace("HTTP", web.authority());
        web.on(path, _ -> new Answer(200, Map.of(), filled, false));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        mqtt.stopServer();
        web.close();
    }

    @BeforeEach
    void forget() {
        web.asked().clear();
    }

    @Test
    void shouldPublishOverKafkaWhatAnotherStepReceives() {
        // Given
        StepCommand receiving =
                workshop.give(receive("/third.json", "\"operation\": \"sendOrder\"", "{\"amount\": 2, \"for\": 30000}")
                        .setDeadline(Instant.now().plusSeconds(60)));

        // When
        await().until(() -> {
            workshop.output(workshop.give(publish(
                    "/third.json",
                    "\"operation\": \"sendOrder\"",
                    "{\"payload\": {\"id\": 7}, \"headers\": {\"kind\": \"new\"}}")));
            return !workshop.results(receiving).isEmpty();
        });

        // Then
        JsonNode received = StepJson.MAPPER.readTree(workshop.output(receiving));
        assertThat(received).hasSize(2);
        assertThat(received.at("/0/payload/id").intValue()).isEqualTo(7);
        assertThat(received.at("/0/headers/kind").asString()).isEqualTo("new");
        assertThat(received.at("/0/headers/idempotency-key").asString()).endsWith("/1/1");
    }

    @Test
    void shouldPublishOverMqttWhatAnotherStepReceives() {
        // Given
        String channel = "\"channel\": \"lights/5/measured\"";
        StepCommand receiving = workshop.give(receive("/second.yaml", channel, "{\"amount\": 1}"));

        // When
        await().until(() -> {
            workshop.output(workshop.give(publish("/second.yaml", channel, "{\"payload\": {\"lumens\": 3}}")));
            return !workshop.results(receiving).isEmpty();
        });

        // Then
        assertThat(workshop.output(receiving)).isEqualTo("[{\"payload\":{\"lumens\":3},\"headers\":{}}]");
    }

    @Test
    void shouldTakeWhatThereIsWhenTheTimeIsUp() {
        // When
        String mqtt = workshop.output(
                workshop.give(receive("/second.yaml", "\"channel\": \"lights/9/measured\"", "{\"for\": 200}")));
        String kafka = workshop.output(
                workshop.give(receive("/third.json", "\"operation\": \"sendOrder\"", "{\"amount\": 3, \"for\": 200}")));

        // Then
        assertThat(mqtt).isEqualTo("[]");
        assertThat(kafka).startsWith("[");
    }

    @Test
    void shouldPublishOverHttp() {
        // When
        String json = workshop.output(workshop.give(publish(
                "/second.yaml",
                "\"channel\": \"orders\", \"protocol\": \"http\"",
                "{\"payload\": {\"id\": 7}, \"headers\": {\"X-Kind\": \"new\"}}")));
        workshop.output(workshop.give(publish(
                "/second.yaml",
                "\"channel\": \"notes\", \"server\": {\"name\": \"web\"}",
                "{\"payload\": \"plain\"}")));

        // Then
        assertThat(json).isEqualTo("{\"payload\":{\"id\":7},\"headers\":{\"X-Kind\":\"new\"}}");
        assertThat(web.asked()).anySatisfy(asked -> {
            assertThat(asked.line()).isEqualTo("POST /base/orders");
            assertThat(asked.body()).isEqualTo("{\"id\":7}");
            assertThat(asked.header("X-Kind")).isEqualTo("new");
        });
        assertThat(web.asked()).anySatisfy(asked -> assertThat(asked.body()).isEqualTo("plain"));
    }

    @Test
    void shouldFailWhenNotAllMessagesCome() {
        // When
        Problem error = error(receive("/second.yaml", "\"channel\": \"lights/8/measured\"", "{\"amount\": 1}")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    /third.json  => "operation": "putHook" => communication => answered 503
                    /third.json  => "operation": "sendOrders" => configuration => has no operation 'sendOrders'; it has [sendOrder, open
                    /third.json  => "operation": "open" => configuration => has a part in braces without a value
                    /third.json  => "operation": "lost" => configuration => refers to what is not in it
                    /second.yaml => "channel": "order" => configuration => has no channel 'order'; it has [orders
                    /second.yaml => "channel": "orders", "server": {"name": "amqp"} => configuration => speaks 'amqp', which this executor does not
                    /second.yaml => "channel": "orders", "server": {"name": "kafkaa"} => configuration => has no server 'kafkaa'; it has [kafka, mqtt
                    /second.yaml => "channel": "orders", "protocol": "nats" => configuration => has no server that speaks 'nats'
                    /second.yaml => "channel": "lights/1/measured", "server": {"name": "elsewhere"} => authorization => egress.allow
                    /second.yaml => "channel": "lights/1/measured", "server": {"name": "nobody"} => communication => over MQTT
                    /second.yaml => "channel": "lights/1/measured", "server": {"name": "mqtt", "variables": {"port": "x"}} => configuration => names a server
                    /second.yaml => "channel": "orders", "server": {"name": "unnamed"} => authorization => must be named in the tenant's egress.allow
                    /old.yaml    => "channel": "orders" => configuration => is not AsyncAPI 2 or 3
                    /broken.json => "channel": "orders" => configuration => is no JSON
                    /none.json   => "channel": "orders" => communication => answered 404
                    """)
    void shouldSayWhyItCannotPublish(String document, String where, String type, String detail) {
        // When
        Problem error = error(publish(document, where, "{\"payload\": 1}").build());

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getDetail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    "channel": "orders", "protocol": "http" => {"amount": 1} => configuration => cannot be received over HTTP
                    "channel": "orders" => {} => configuration => needs an amount of messages
                    "channel": "orders" => {"amount": 6} => configuration => from 1 to 5 messages
                    "channel": "nowhere" => {"amount": 1} => configuration => has no channel
                    "channel": "orders", "server": {"name": "kafka"} => {"amount": 1} => communication => There is no topic
                    """)
    void shouldSayWhyItCannotReceive(String where, String consume, String type, String detail) {
        // When
        Problem error = error(receive("/second.yaml", where, consume).build());

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getDetail()).contains(detail);
    }

    @Test
    void shouldRefuseHeadersThatMqttCannotCarry() {
        // When
        Problem error = error(publish(
                        "/second.yaml",
                        "\"channel\": \"lights/1/measured\"",
                        "{\"payload\": 1, \"headers\": {\"a\": 1}}")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getDetail()).contains("has no headers");
    }

    @Test
    void shouldRefuseToReceiveMoreThanAStepMay() {
        // Given
        String channel = "\"channel\": \"lights/7/measured\"";
        StepCommand receiving = workshop.give(receive("/second.yaml", channel, "{\"amount\": 5}"));
        String large = "{\"payload\": \"" + "x".repeat(900) + "\"}";

        // When
        await().until(() -> {
            workshop.output(workshop.give(publish("/second.yaml", channel, large)));
            return !workshop.results(receiving).isEmpty();
        });

        // Then
        assertThat(workshop.failure(receiving).getError().getDetail()).contains("2 KB");
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand.Builder publish(String document, String where, String message) {
        return arguments(document, where + ", \"message\": " + message);
    }

    private static StepCommand.Builder receive(String document, String where, String consume) {
        return arguments(document, where + ", \"subscription\": {\"consume\": " + consume + "}");
    }

    private static StepCommand.Builder arguments(String document, String more) {
        return Workshop.command(
                "acme",
                5,
                "asyncapi",
                "{\"document\": {\"endpoint\": \"" + web.address(document) + "\"}, " + more + "}");
    }
}
