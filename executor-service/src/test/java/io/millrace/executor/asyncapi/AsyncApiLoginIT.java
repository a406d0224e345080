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
import io.millrace.schemas.SecretReferences;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.PermitAllAuthorizatorPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** AsyncAPI steps that say who they are, with real brokers that serve nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class AsyncApiLoginIT {
    private static final String PASSWORD = "pass\"w0rd\\of ann";
    private static final String DOCUMENT = """
            asyncapi: 2.6.0
            servers:
              kafka: {url: 'KAFKA', protocol: kafka}
              mqtt: {url: 'mqtt://127.0.0.1:MQTT', protocol: mqtt}
              web: {url: 'http://HTTP/', protocol: http}
            channels:
              orders: {publish: {operationId: sendOrder}}
            """;

    private static Workshop workshop;
    private static TestServer web;
    private static Server mqtt;
    private static KafkaClusterTestKit kafka;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        workshop = new Workshop();
        web = new TestServer();
        kafka = startedKafka();
        mqtt = startedMqtt();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1", "localhost");
        workshop.secret("acme", "admin", JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD);
        workshop.secret("acme", "ann", PASSWORD);
        workshop.executor("millrace.executor.asyncapi.response-timeout=15s");
        String document = DOCUMENT.replace("KAFKA", kafka.bootstrapServers())
                .replace("MQTT", String.valueOf(mqtt.getPort()))
                .replace("HTTP", web.authority());
        web.on("/asyncapi.yaml", _ -> new Answer(200, Map.of(), document, false));
        web.on("/orders", _ -> Answer.status(202));
    }

    private static KafkaClusterTestKit startedKafka() throws Exception {
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setCombined(true)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .setBrokerSecurityProtocol(SecurityProtocol.SASL_PLAINTEXT)
                .setControllerSecurityProtocol(SecurityProtocol.SASL_PLAINTEXT)
                .build();
        KafkaClusterTestKit started = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("auto.create.topics.enable", "false")
                .build();
        started.format();
        started.startup();
        started.waitForReadyBrokers();
        Map<String, Object> login = Map.of(
                "bootstrap.servers",
                started.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username="
                        + JaasUtils.KAFKA_PLAIN_ADMIN + " password=" + JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD + ";");
        try (Admin admin = Admin.create(login)) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        return started;
    }

    private static Server startedMqtt() throws Exception {
        Properties settings = TestMqtt.settings(folder);
        settings.setProperty("allow_anonymous", "false");
        Server started = new Server();
        started.startServer(
                new MemoryConfig(settings),
                List.of(),
                null,
                (_, user, password) -> "ann".equals(user)
                        && password != null
                        && PASSWORD.equals(new String(password, StandardCharsets.UTF_8)),
                new PermitAllAuthorizatorPolicy());
        return started;
    }

    @AfterAll
    static void stop() throws Exception {
        workshop.close();
        mqtt.stopServer();
        web.close();
        kafka.close();
    }

    @BeforeEach
    void forget() {
        web.asked().clear();
    }

    @ParameterizedTest
    @CsvSource({"kafka, plain-admin, admin", "mqtt, ann, ann"})
    void shouldPublishAndReceiveWithAUserAndAPassword(String protocol, String user, String secret, CapturedOutput log) {
        // Given
        String login = basic(user, SecretReferences.to(secret));
        StepCommand receiving = workshop.give(call(protocol, login, "\"subscription\": {\"consume\": {\"amount\": 1}}")
                .setDeadline(Instant.now().plusSeconds(30)));

        // When
        await().until(() -> {
            workshop.output(workshop.give(call(protocol, login, "\"message\": {\"payload\": {\"id\": 7}}")));
            return !workshop.results(receiving).isEmpty();
        });

        // Then
        JsonNode received = StepJson.MAPPER.readTree(workshop.output(receiving));
        assertThat(received.at("/0/payload/id").intValue()).isEqualTo(7);
        assertThat(log.getAll()).doesNotContain("w0rd", JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    "message": {"payload": 1} => kafka
                    "subscription": {"consume": {"amount": 1}} => kafka
                    "message": {"payload": 1} => mqtt
                    """)
    void shouldSayThatTheServerDoesNotKnowTheCaller(String what, String protocol, CapturedOutput log) {
        // When
        Problem error = workshop.failure(workshop.give(call(protocol, basic("ann", "wr0ng \\\" one"), what)))
                .getError();

        // Then
        assertThat(error.getStatus()).isEqualTo(401);
        assertThat(error.getDetail()).contains("refused the connection").doesNotContain("wr0ng");
        assertThat(log.getAll()).doesNotContain("wr0ng");
    }

    @Test
    void shouldPublishOverHttpAsAnHttpStepWould() {
        // Given
        String login = basic("ann", SecretReferences.to("ann"));

        // When
        workshop.output(workshop.give(call("http", login, "\"message\": {\"payload\": {\"id\": 7}}")));

        // Then
        String expected = Base64.getEncoder().encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(web.asked()).anySatisfy(asked -> {
            assertThat(asked.line()).isEqualTo("POST /orders");
            assertThat(asked.header("Authorization")).isEqualTo("Basic " + expected);
        });
    }

    @ParameterizedTest
    @CsvSource({"kafka, Kafka", "mqtt, MQTT"})
    void shouldRefuseWhatABrokerCannotBeTold(String protocol, String name) {
        // When
        Problem error = workshop.failure(workshop.give(call(
                        protocol, "{\"scheme\": \"bearer\", \"token\": \"t0ken\"}", "\"message\": {\"payload\": 1}")))
                .getError();

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getDetail())
                .contains("over " + name + ", where a step says who it is by basic")
                .endsWith("not by bearer");
    }

    @Test
    void shouldRefuseAPasswordThatCannotTravel() {
        // When
        Problem error = workshop.failure(
                        workshop.give(call("kafka", basic("ann", "a\\u0000b"), "\"message\": {\"payload\": 1}")))
                .getError();

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getDetail()).contains("control characters");
    }

    private static String basic(String user, String password) {
        return "{\"scheme\": \"basic\", \"username\": \"" + user + "\", \"password\": \"" + password + "\"}";
    }

    private static StepCommand.Builder call(String protocol, String authentication, String more) {
        return Workshop.command("acme", 6, "asyncapi", """
                        {"document": {"endpoint": "%s"}, "channel": "orders", "protocol": "%s",
                         "authentication": %s, %s}
                        """.formatted(
                                web.address("/asyncapi.yaml"), protocol, authentication, more))
                .setSecrets(List.of("admin", "ann"));
    }
}
