package io.millrace.gateway;

import static java.util.Objects.requireNonNull;

import io.millrace.gateway.http.doors.InnerDoors;
import io.millrace.schemas.TestBroker;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as {@code java -jar} would start it, with a real broker and the other services played by doubles. */
final class Surroundings implements AutoCloseable {
    static final Topics TOPICS = new Topics("millrace.", 8, (short) 1);
    static final String DOOR_SECRET = "a-secret-between-the-gateway-and-the-services-behind-it";
    static final String PLATFORM_KEY = "mk_platform0_" + "Aa0_-".repeat(9);
    static final String SESSION = "millrace-session";
    static final byte[] MASTER_KEY = new byte[32];

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger NAMES = new AtomicInteger();

    final TestBroker broker = TestBroker.start();
    final InnerServiceDouble audit = new InnerServiceDouble(200);
    final InnerServiceDouble trigger = new InnerServiceDouble(202);
    final ConfigurableApplicationContext gateway;
    private final WorkflowServiceDouble workflow;

    /** Where large values are, and how large they may be. */
    static final Map<String, String> VALUES = Map.of(
            "millrace.blobs.directory", "target/blobs", "millrace.limits.value", "2MB", "millrace.limits.run", "4MB");

    Surroundings(String... settings) {
        gateway = start(settings);
        awaitReady(gateway);
        workflow = new WorkflowServiceDouble(broker.bootstrapServers(), TOPICS);
    }

    /** Starts one more gateway. */
    ConfigurableApplicationContext start(String... settings) {
        return application().run(arguments(settings));
    }

    /** Starts one more gateway, with the services behind it in this process. */
    ConfigurableApplicationContext startWith(InnerDoors doors) {
        return application()
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean("innerDoors", InnerDoors.class, () -> doors))
                .run(arguments());
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(GatewayApplication.class).properties(GatewayApplication.defaults());
    }

    private String[] arguments(String... settings) {
        Map<String, String> arguments = new TreeMap<>(VALUES);
        arguments.putAll(Map.of(
                "server.port",
                "0",
                "spring.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "millrace.internal.secret",
                DOOR_SECRET,
                "millrace.secrets.master-key",
                Base64.getEncoder().encodeToString(MASTER_KEY),
                "millrace.gateway.bootstrap-key",
                PLATFORM_KEY,
                "millrace.gateway.default-tenant",
                "true",
                "millrace.gateway.check-timeout",
                "2s",
                "millrace.gateway.link-timeout",
                "2s",
                "millrace.gateway.audit-url",
                audit.address(),
                "millrace.gateway.trigger-url",
                trigger.address()));
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            arguments.put(keyAndValue[0], keyAndValue[1]);
        }
        return arguments.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    static void awaitReady(ConfigurableApplicationContext gateway) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> anybody(gateway)
                        .get()
                        .uri("/actuator/health/readiness")
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    static WebTestClient anybody(ConfigurableApplicationContext gateway) {
        String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(60))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 * 1024 * 1024))
                .build();
    }

    /** A client without a key. */
    WebTestClient anybody() {
        return anybody(gateway);
    }

    /** A client with a key. */
    WebTestClient with(String key) {
        return anybody()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + key)
                .build();
    }

    /** The client of the platform's administrator. */
    WebTestClient platform() {
        return with(PLATFORM_KEY);
    }

    /** What somebody sends to sign in. */
    static WebTestClient.RequestHeadersSpec<?> signIn(WebTestClient client, String key) {
        return client.post()
                .uri("/v1/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"key\": \"" + key + "\"}");
    }

    /** Signs in and gives the value of the cookie. */
    String session(String key) {
        return requireNonNull(signIn(anybody(), key)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseCookies()
                        .getFirst(SESSION))
                .getValue();
    }

    /** A client with a session. */
    static WebTestClient withSession(ConfigurableApplicationContext gateway, String cookie) {
        return anybody(gateway).mutate().defaultCookie(SESSION, cookie).build();
    }

    /** A client that has signed in. */
    WebTestClient signedIn(String key) {
        return withSession(gateway, session(key));
    }

    /** A name that no other test has. */
    static String unique(String kind) {
        return kind + "-" + NAMES.incrementAndGet();
    }

    /** Makes a tenant of its own for a test. */
    String tenant() {
        return tenant("{}");
    }

    String tenant(String settings) {
        String name = unique("tenant");
        platform()
                .put()
                .uri("/v1/tenants/{tenant}", name)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(settings)
                .exchange()
                .expectStatus()
                .isCreated();
        return name;
    }

    /** Makes a key and gives its text. */
    String key(String tenant, String role) {
        byte[] answer = platform()
                .post()
                .uri("/v1/tenants/{tenant}/keys", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"role\": \"" + role + "\"}")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return json(answer).get("key").stringValue();
    }

    /** A definition that the double of workflow-service finds valid. */
    static String definition(String name, String version, String more) {
        return """
                {"document": {"dsl": "1.0.0", "namespace": "test", "name": "%s", "version": "%s"}, "do": []%s}""".formatted(name, version, more);
    }

    /** Publishes a workflow and gives its name. */
    String workflow(String tenant) {
        String name = unique("workflow");
        publish(tenant, name, definition(name, "1.0.0", "")).expectStatus().isCreated();
        return name;
    }

    WebTestClient.ResponseSpec publish(String tenant, String name, String definition) {
        return platform()
                .put()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(definition)
                .exchange();
    }

    static JsonNode json(byte @Nullable [] body) {
        return JSON.readTree(new String(requireNonNull(body), StandardCharsets.UTF_8));
    }

    static JsonNode json(WebTestClient.ResponseSpec answer) {
        return json(answer.expectBody().returnResult().getResponseBody());
    }

    /** Everything of a tenant that is in a topic now. */
    <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(String topic, int partitions, String tenant) {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().consumer());
        configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> {
                    if (tenant.equals(header(read, "tenant"))) {
                        records.add(read);
                    }
                });
            }
        }
        return records;
    }

    <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(String topic, String tenant) {
        return read(topic, TOPICS.partitions(), tenant);
    }

    static String header(ConsumerRecord<?, ?> read, String name) {
        var header = read.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        workflow.close();
        gateway.close();
        audit.close();
        trigger.close();
        broker.close();
    }

    /** Sends bytes as they are and reads until the door closes the connection. */
    String raw(String request) throws IOException {
        int port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
        try (Socket socket = new Socket("localhost", port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
