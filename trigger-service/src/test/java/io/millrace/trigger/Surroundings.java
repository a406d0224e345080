package io.millrace.trigger;

import io.millrace.records.Quotas;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;
import io.millrace.schemas.InternalIdentity;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.SecretCipher;
import io.millrace.schemas.TestBroker;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker with the topics, and the other services' part in them: tenants, secrets and triggers. */
final class Surroundings implements AutoCloseable {
    static final String DOOR_SECRET = "a-secret-between-the-gateway-and-the-services-behind-it";
    static final Topics TOPICS = new Topics("millrace.", 8, (short) 1);

    private static final byte[] MASTER_KEY = new byte[32];

    final TestBroker broker = TestBroker.start();
    final HttpClient http = HttpClient.newHttpClient();
    private final KafkaProducer<String, SpecificRecord> producer;

    Surroundings() {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().producer());
        configuration.putAll(LosslessProducer.SETTINGS);
        configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        producer = new KafkaProducer<>(configuration);
    }

    /** Starts the service as {@code java -jar} would, on a free port. */
    ConfigurableApplicationContext startService(String... arguments) {
        return new SpringApplicationBuilder(TriggerApplication.class)
                .properties(TriggerApplication.defaults())
                .run(arguments(arguments));
    }

    String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--millrace.internal.secret=" + DOOR_SECRET,
                "--millrace.secrets.master-key=" + Base64.getEncoder().encodeToString(MASTER_KEY)));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    void tenant(String name, int eventsPerSecond) {
        put(
                TOPICS.tenants(),
                name,
                Tenant.newBuilder()
                        .setTenant(name)
                        .setDisplayName(name)
                        .setQuotas(new Quotas(0, 0, eventsPerSecond, 0, 0L))
                        .setShardWidth(2)
                        .setWeight(1)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
    }

    void secret(String tenant, String name, String value) {
        put(
                TOPICS.secrets(),
                tenant + "/" + name,
                new SecretCipher(MASTER_KEY, "1", new SecureRandom()).seal(tenant, name, value, Instant.EPOCH));
    }

    void trigger(String tenant, String name, String definition) {
        put(
                TOPICS.triggers(),
                tenant + "/" + name,
                new Trigger(tenant, name, "webhook", definition, 1L, Instant.EPOCH));
    }

    void delete(String topic, String key) {
        put(topic, key, null);
    }

    /** A request as the gateway passes it on. */
    HttpResponse<String> deliver(
            ConfigurableApplicationContext service, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = signed(service, "POST", path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.build());
    }

    HttpRequest.Builder signed(ConfigurableApplicationContext service, String method, String path) {
        String tenant = path.split("/", -1)[2];
        return HttpRequest.newBuilder(address(service, path))
                .timeout(Duration.ofMinutes(1))
                .header(
                        InternalIdentity.HEADER,
                        new InternalIdentity(tenant, "public", "public")
                                .sign(DOOR_SECRET, method, path, Instant.now()));
    }

    URI address(ConfigurableApplicationContext service, String path) {
        return URI.create(
                "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Everything that is in a topic now. */
    <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(String topic) {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().consumer());
        configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        List<ConsumerRecord<String, T>> records = new ArrayList<>();
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions = IntStream.range(0, TOPICS.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private void put(String topic, String key, @Nullable SpecificRecord value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new AssertionError("could not write to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        http.close();
        broker.close();
    }
}
