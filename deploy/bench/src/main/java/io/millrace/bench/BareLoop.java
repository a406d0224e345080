package io.millrace.bench;

import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The ceiling: the topics, keys, headers and sizes of a run of sequential steps, passed to and fro between two loops
 * that only consume and produce. Nothing is decoded, nothing is remembered, nothing is decided. What Millrace needs
 * beyond this is the price of what Millrace does.
 */
final class BareLoop implements Target, AutoCloseable {
    private static final String TENANT = "default";
    private static final int PARTITIONS = 8;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String STEPS_DONE = "steps-done";

    private final int steps;
    private final Topics topics = new Topics("bench.loop." + UUID.randomUUID() + ".", PARTITIONS, (short) 1);
    private final Map<String, Object> kafka;
    private final Map<String, Done> waiting = new ConcurrentHashMap<>();
    private final byte[] command;
    private final byte[] result;
    private final KafkaProducer<String, byte[]> starter;
    private final List<Role> roles;

    /**
     * Creates the topics and starts both loops.
     *
     * @param steps how many times a piece goes to and fro
     * @param payload the JSON text that travels in each direction
     */
    BareLoop(String bootstrapServers, int steps, String payload) throws InterruptedException, ExecutionException {
        this.steps = steps;
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.command = serialized(topics.stepCommands(), Payloads.command(payload));
        this.result = serialized(topics.runInputs(), Payloads.result(payload));
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(topics.runInputs(), PARTITIONS, (short) 1),
                            new NewTopic(topics.stepCommands(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        this.starter = producer();
        this.roles = List.of(
                new Role(topics.runInputs(), this::asEngine), new Role(topics.stepCommands(), this::asExecutor));
        roles.forEach(Role::begin);
    }

    @Override
    public void start(Done done) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        RunId run = RunId.random(Instant.now(), random.nextInt(PARTITIONS), random);
        waiting.put(run.toString(), done);
        send(starter, record(topics.runInputs(), run.partition(), run.toString(), (byte) 0, result));
    }

    @Override
    public void close() {
        roles.forEach(Role::end);
        starter.close(Duration.ofSeconds(5));
    }

    private void asEngine(ConsumerRecord<String, byte[]> input, KafkaProducer<String, byte[]> out) {
        byte done = input.headers().lastHeader(STEPS_DONE).value()[0];
        if (done < steps) {
            send(out, record(topics.stepCommands(), input.partition(), input.key(), done, command));
            return;
        }
        Done caller = waiting.remove(input.key());
        if (caller != null) {
            caller.ended(true);
        }
    }

    private void asExecutor(ConsumerRecord<String, byte[]> taken, KafkaProducer<String, byte[]> out) {
        byte done = (byte) (taken.headers().lastHeader(STEPS_DONE).value()[0] + 1);
        send(out, record(topics.runInputs(), taken.partition(), taken.key(), done, result));
    }

    private void send(KafkaProducer<String, byte[]> out, ProducerRecord<String, byte[]> record) {
        var _ = out.send(record, (_, failure) -> {
            if (failure != null) {
                System.err.println("The bare loop lost a record of " + record.topic() + ": " + failure.getMessage());
            }
        });
    }

    private static ProducerRecord<String, byte[]> record(
            String topic, int partition, String key, byte stepsDone, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        Headers headers = record.headers();
        new RecordHeaders(TENANT, key, topic + "/" + partition + "/1000000", null).writeTo(headers);
        headers.add(new RecordHeader(STEPS_DONE, new byte[] {stepsDone}));
        return record;
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put("acks", "all");
        configuration.put("linger.ms", 0);
        return new KafkaProducer<>(configuration, new StringSerializer(), new ByteArraySerializer());
    }

    private static byte[] serialized(String topic, SpecificRecord value) {
        try (Serializer<SpecificRecord> serializer = WireFormat.builtin().newSerializer()) {
            return serializer.serialize(topic, value);
        }
    }

    /** What is done with one record. */
    @FunctionalInterface
    private interface Work {
        void take(ConsumerRecord<String, byte[]> record, KafkaProducer<String, byte[]> out);
    }

    /** A loop on a thread of its own that takes records of all partitions of a topic. */
    private final class Role {
        private final Work work;
        private final KafkaConsumer<String, byte[]> consumer;
        private final KafkaProducer<String, byte[]> out = producer();
        private final Thread thread;

        Role(String topic, Work work) {
            this.work = work;
            Map<String, Object> configuration = new HashMap<>(kafka);
            configuration.put("group.id", topic);
            configuration.put("auto.offset.reset", "earliest");
            configuration.put("auto.commit.interval.ms", 100);
            configuration.put("fetch.min.bytes", 1);
            consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            thread = new Thread(this::loop, topic);
        }

        void begin() {
            thread.start();
        }

        void end() {
            consumer.wakeup();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void loop() {
            try (consumer;
                    out) {
                while (true) {
                    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                        work.take(record, out);
                    }
                }
            } catch (WakeupException e) {
                out.flush();
            }
        }
    }
}
