package io.millrace.audit;

import static org.awaitility.Awaitility.await;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.store.Database;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.InternalIdentity;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.TestBroker;
import io.millrace.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a real broker, with its own topics and data, and everything a test needs around it. */
public final class RunningAudit implements AutoCloseable {
    public static final String SECRET = "a-secret-of-at-least-32-characters";
    public static final Topics TOPICS = new Topics("test.", 8, (short) 1);

    private final TestBroker broker;
    private final Path directory;
    private final Map<String, Object> settings;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AuditLog log = new AuditLog();
    private ConfigurableApplicationContext context;
    private final KafkaProducer<byte[], byte[]> producer;

    public RunningAudit(TestBroker broker, Path directory, Map<String, Object> settings) {
        this.broker = broker;
        this.directory = directory;
        this.settings = settings;
        this.context = begin();
        Map<String, Object> writing = new HashMap<>(LosslessProducer.SETTINGS);
        writing.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        this.producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ConfigurableApplicationContext begin() {
        Map<String, Object> all = new HashMap<>(AuditApplication.defaults());
        all.put("server.port", "0");
        all.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        all.put("millrace.topic-prefix", TOPICS.prefix());
        all.put("millrace.instance", "audit-1");
        all.put("millrace.data-directory", directory.toString());
        all.put("millrace.internal.secret", SECRET);
        all.put("millrace.blobs.directory", directory.resolve("blobs").toString());
        all.putAll(settings);
        return new SpringApplicationBuilder(AuditApplication.class)
                .properties(all)
                .run();
    }

    public void stop() {
        context.close();
    }

    public void startAgain() {
        context = begin();
    }

    public AuditLog log() {
        return log;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Writes everything that was appended to the log into the audit topic. */
    public void publish() {
        written();
    }

    /** The same, and waits until the history holds all of it. */
    public void publishAndAwait() {
        List<RecordMetadata> written = written();
        // The reader makes the tables when it first comes to the database.
        await().until(() -> bean(Database.class).migrated());
        await().until(() -> {
            Map<Integer, Long> positions = bean(RunHistory.class).positions();
            return written.stream().allMatch(each -> positions.getOrDefault(each.partition(), 0L) > each.offset());
        });
    }

    private List<RecordMetadata> written() {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        log.drain().entries().forEach(entry -> sent.add(send(entry.partition(), entry.value())));
        return sent.stream().map(RunningAudit::done).toList();
    }

    public void publish(AuditRecord audit) {
        log.append(audit);
        publish();
    }

    public void publish(int partition, byte[] value) {
        done(send(partition, value));
    }

    private Future<RecordMetadata> send(int partition, byte[] value) {
        return producer.send(new ProducerRecord<>(TOPICS.audit(), partition, null, value));
    }

    private static RecordMetadata done(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new AssertionError("The audit topic could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A request as the gateway would pass it on. */
    public HttpRequest.Builder request(String method, String path, InternalIdentity identity) {
        URI address =
                URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header(InternalIdentity.HEADER, identity.sign(SECRET, method, address.getRawPath(), Instant.now()));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpClient http() {
        return http;
    }

    /** What the tenant's viewer is answered. */
    public JsonNode get(String path) {
        return json(send(request("GET", path, viewer(AuditLog.TENANT))));
    }

    public List<JsonNode> items(String path) {
        return get(path).path("items").valueStream().toList();
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    public static InternalIdentity viewer(String tenant) {
        return new InternalIdentity(tenant, "key-1", "viewer");
    }

    public static InternalIdentity platformAdmin() {
        return new InternalIdentity("*", "key-0", "platform-admin");
    }

    @Override
    public void close() {
        producer.close();
        context.close();
        http.close();
    }
}
