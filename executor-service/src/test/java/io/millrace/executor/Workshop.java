package io.millrace.executor;

import static org.awaitility.Awaitility.await;

import io.millrace.records.CancelStep;
import io.millrace.records.Quotas;
import io.millrace.records.RunInput;
import io.millrace.records.Secret;
import io.millrace.records.StepCommand;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.records.Tenant;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.MasterKey;
import io.millrace.schemas.MillraceAvroDeserializer;
import io.millrace.schemas.MillraceAvroSerializer;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Executors with topics of their own, a way to give them commands, and everything they answered. */
public final class Workshop implements AutoCloseable {
    private static final Random RANDOM = new Random();
    private static final String MASTER_KEY = "A".repeat(43) + "=";

    /** Shared, because starting one takes seconds; it ends with the JVM. */
    private static final class SharedBroker {
        private static final TestBroker BROKER = TestBroker.start();
    }

    private final TestBroker broker;

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> values;
    private final Map<String, List<RunInput>> results = new ConcurrentHashMap<>();
    private final List<Consumer<RunInput>> listeners = new CopyOnWriteArrayList<>();
    private final List<ConfigurableApplicationContext> executors = new ArrayList<>();
    private final Thread reading;
    private volatile boolean closed;

    /** A workshop at the broker that all share; its topics exist and are empty. */
    public Workshop() {
        this(SharedBroker.BROKER);
    }

    /** A workshop at a broker; its topics exist and are empty. */
    public Workshop(TestBroker broker) {
        this.broker = broker;
        topics = new Topics("w" + Integer.toUnsignedString(RANDOM.nextInt(), 36) + ".", 8, (short) 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(topics.all())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        Map<String, Object> configuration = new HashMap<>(LosslessProducer.SETTINGS);
        configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        producer = new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
        values = new MillraceAvroSerializer();
        values.configure(WireFormat.builtin().registryKeys(), false);
        reading = Thread.ofPlatform().daemon().name("results").start(this::read);
    }

    /** The workshop's topics. */
    public Topics topics() {
        return topics;
    }

    /** Where the broker is. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Starts an executor without a web server and waits until it takes commands. */
    public ConfigurableApplicationContext executor(String... settings) {
        return executor(WebApplicationType.NONE, ExecutorApplication.class, settings);
    }

    /**
     * Starts an executor and waits until it takes commands.
     *
     * @param more a configuration besides the application, or the application again
     */
    public ConfigurableApplicationContext executor(WebApplicationType web, Class<?> more, String... settings) {
        ConfigurableApplicationContext executor = new SpringApplicationBuilder(ExecutorApplication.class, more)
                .properties(ExecutorApplication.defaults())
                .web(web)
                .registerShutdownHook(false)
                .run(arguments(settings));
        executors.add(executor);
        await().atMost(Duration.ofSeconds(30)).until(() -> status(executor).equals(Status.UP));
        return executor;
    }

    /** How an executor says it is. */
    public static Status status(ConfigurableApplicationContext executor) {
        Health now = executor.getBean("executorHealthIndicator", HealthIndicator.class)
                .health();
        return now == null ? Status.UNKNOWN : now.getStatus();
    }

    /** What an executor of this workshop is started with. */
    public String[] arguments(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--millrace.topic-prefix=" + topics.prefix(),
                "--millrace.secrets.master-key=" + MASTER_KEY,
                "--millrace.blobs.directory=target/blobs"));
        if (List.of(settings).stream().noneMatch(setting -> setting.startsWith("millrace.instance="))) {
            arguments.add("--millrace.instance=one");
        }
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments.toArray(String[]::new);
    }

    /** Describes a tenant. */
    public void tenant(String name, int weight, int concurrentSteps, int stepsPerSecond, String... egressAllow) {
        Tenant tenant = Tenant.newBuilder()
                .setTenant(name)
                .setDisplayName(name)
                .setQuotas(new Quotas(0, stepsPerSecond, 0, concurrentSteps, 0L))
                .setShardWidth(8)
                .setWeight(weight)
                .setEgressAllow(List.of(egressAllow))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        send(topics.tenants(), 0, name, values.serialize(topics.tenants(), tenant));
        producer.flush();
    }

    /** Puts a secret of a tenant, sealed under the key that the executors have. */
    public void secret(String tenant, String name, String value) {
        Secret secret = new MasterKey(MASTER_KEY, "1").cipher().seal(tenant, name, value, Instant.EPOCH);
        send(topics.secrets(), 0, tenant + "/" + name, values.serialize(topics.secrets(), secret));
        producer.flush();
    }

    /** A command for a new run in a partition, ready to be changed before it is given. */
    public static StepCommand.Builder command(String tenant, int partition, String kind, String arguments) {
        return StepCommand.newBuilder()
                .setTenant(tenant)
                .setRunId(RunId.random(Instant.now(), partition, RANDOM).toString())
                .setPosition(1)
                .setAttempt(1)
                .setPointer("/do/0/work")
                .setTask("work")
                .setWorkflow("test")
                .setKind(kind)
                .setArguments(arguments);
    }

    /** Calls a function with an input. */
    public static StepCommand.Builder function(String tenant, int partition, String name, String input) {
        return command(tenant, partition, "function", "{\"function\": \"" + name + "\", \"input\": " + input + "}");
    }

    /** Gives a command to the executors. */
    public StepCommand give(StepCommand command) {
        send(topics.stepCommands(), RunId.parse(command.getRunId()).partition(), command.getRunId(), bytes(command));
        return command;
    }

    /** Says that nobody waits for the result of a command any more. */
    public void cancel(StepCommand command) {
        CancelStep cancel =
                new CancelStep(command.getTenant(), command.getRunId(), command.getPosition(), command.getAttempt());
        send(
                topics.stepCancellations(),
                RunId.parse(command.getRunId()).partition(),
                command.getRunId(),
                Objects.requireNonNull(values.serialize(topics.stepCancellations(), cancel)));
    }

    /** A command as it stands in its topic. */
    public byte[] bytes(StepCommand command) {
        return Objects.requireNonNull(values.serialize(topics.stepCommands(), command));
    }

    /** The offset that the executors have committed for a partition of their commands, 0 at first. */
    public long committed(int partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(topics.prefix() + "executor")
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .get(new TopicPartition(topics.stepCommands(), partition));
            return offset == null ? 0 : offset.offset();
        }
    }

    /** Gives a command to the executors. */
    public StepCommand give(StepCommand.Builder command) {
        return give(command.build());
    }

    /** Puts bytes into a topic. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed by whoever waits for its result
    public void send(String topic, int partition, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Is told every result as it arrives, on one thread. */
    public void onResult(Consumer<RunInput> listener) {
        listeners.add(listener);
    }

    /** The results for the run of a command so far. */
    public List<RunInput> results(StepCommand command) {
        return results.getOrDefault(command.getRunId(), List.of());
    }

    /** The result of a command, awaited. */
    public Object result(StepCommand command) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !results(command).isEmpty());
        return results(command).getFirst().getPayload();
    }

    /** The output of a command, which must succeed. */
    public String output(StepCommand command) {
        Object result = result(command);
        if (result instanceof StepSucceeded succeeded) {
            return succeeded.getOutput();
        }
        throw new AssertionError("the step failed: " + result);
    }

    /** The failure of a command, which must fail. */
    public StepFailed failure(StepCommand command) {
        Object result = result(command);
        if (result instanceof StepFailed failed) {
            return failed;
        }
        throw new AssertionError("the step succeeded: " + result);
    }

    /** All records of a topic from its beginning, as bytes; waits until there are as many as expected. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic, int atLeast) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assignAll(consumer, topic);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                        return found.size() >= atLeast;
                    });
        }
        return found;
    }

    @Override
    public void close() {
        executors.forEach(ConfigurableApplicationContext::close);
        closed = true;
        try {
            reading.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    private void read() {
        var inputs = new MillraceAvroDeserializer<RunInput>();
        inputs.configure(WireFormat.builtin().registryKeys(), false);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assignAll(consumer, topics.runInputs());
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(100))) {
                    RunInput input = inputs.deserialize(read.topic(), read.value());
                    if (input != null) {
                        results.computeIfAbsent(input.getRunId(), _ -> new CopyOnWriteArrayList<>())
                                .add(input);
                        listeners.forEach(listener -> listener.accept(input));
                    }
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                new HashMap<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void assignAll(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }
}
