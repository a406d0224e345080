package io.millrace.workflow;

import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CloudEvent;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.records.StepCommand;
import io.millrace.records.StepSucceeded;
import io.millrace.records.Tenant;
import io.millrace.records.WorkflowHead;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Gateway, executor and readers around the engine: they write and read its topics as the real ones do. */
final class Surroundings implements AutoCloseable {
    static final String GATEWAY = "gateway-under-test";
    /** A claim on a value that nobody kept. */
    static final String LOST = "@claim:" + "0".repeat(64) + ":300000";
    /** Input of a step whose output gets lost. */
    static final String LOSE = "{\"lose\":true}";

    record Published(String name, String version, String hash) {}

    private final Topics topics = new Topics("millrace.", 8, (short) 1);
    private final RandomGenerator random = new SplittableRandom();
    private final Serializer<SpecificRecord> serializer = WireFormat.builtin().newSerializer();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean hurried;
    private final List<Reply> replies = new CopyOnWriteArrayList<>();
    private final List<StepCommand> commands = new CopyOnWriteArrayList<>();
    private final List<AuditRecord> audit = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new CopyOnWriteArrayList<>();

    Surroundings(String bootstrapServers) {
        Map<String, Object> configuration = new HashMap<>(LosslessProducer.SETTINGS);
        configuration.put("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = TopicReading.fromTheBeginning(bootstrapServers);
        consumer.subscribe(List.of(
                topics.replies(), topics.audit(), topics.stepCommands(), topics.deadLetter(topics.runInputs())));
        Thread.ofPlatform().daemon().start(this::read);
    }

    Topics topics() {
        return topics;
    }

    RunId newRun() {
        return RunId.random(Instant.now(), random.nextInt(topics.partitions()), random);
    }

    Published publish(String name, String body) {
        return publish("acme", name, body);
    }

    Published publish(String tenant, String name, String body) {
        return publish(tenant, name, "1.0.0", "", body);
    }

    /**
     * Publishes a version of a workflow.
     *
     * @param vendor what stands in {@code metadata.millrace}
     */
    Published publish(String name, String number, String vendor, String body) {
        return publish("acme", name, number, vendor, body);
    }

    private Published publish(String tenant, String name, String number, String vendor, String body) {
        String text = """
                document: {dsl: '1.0.3', namespace: test, name: %s, version: '%s', metadata: {millrace: {%s}}}
                """.formatted(name, number, vendor) + body;
        if (!(new Compiler(new DeepStackThread()).compile(text) instanceof Compilation.Compiled compiled)) {
            throw new IllegalArgumentException(text);
        }
        Identity identity = compiled.program().identity();
        PublishedVersion version = PublishedVersion.newBuilder()
                .setNamespace(identity.namespace())
                .setVersion(identity.version())
                .setHash(identity.hash())
                .setCanonical(compiled.canonicalJson())
                .setSource(text)
                .setActor("key-1")
                .setPublishedAt(Instant.now())
                .build();
        send(
                topics.definitions(),
                0,
                tenant + "/" + name + "/" + identity.version() + "/" + identity.hash(),
                new Definition(tenant, name, version));
        return new Published(name, identity.version(), identity.hash());
    }

    void delete(String name) {
        send(
                topics.definitions(),
                0,
                "acme/" + name,
                new Definition("acme", name, new WorkflowHead(Instant.now(), Map.of())));
    }

    /** Waits until the engine knows a definition, by running it once. */
    void awaitDefinition(Published workflow) {
        RunId run = start(new Published(workflow.name(), workflow.version(), workflow.hash()), "[{}]");
        reply(run.toString(), Duration.ofSeconds(30));
        await().atMost(Duration.ofSeconds(30)).until(() -> !audit(run).isEmpty());
        audit.removeIf(record -> run.toString().equals(record.getRunId()));
    }

    RunId start(Published workflow, String input) {
        RunId run = newRun();
        start(workflow, run, input);
        return run;
    }

    void start(Published workflow, RunId run, String input) {
        start("acme", workflow, run, input);
    }

    void start(String tenant, Published workflow, RunId run, String input) {
        StartRun start = StartRun.newBuilder()
                .setNamespace("test")
                .setWorkflow(workflow.name())
                .setVersion(workflow.version())
                .setDefinitionHash(workflow.hash())
                .setInput(input)
                .setActor("key-1")
                .setCause(new StartCause("api", "request-1"))
                .setReplyTo(new ReplyTo(GATEWAY, 0, run.toString()))
                .build();
        send(topics.runInputs(), run.partition(), run.toString(), new RunInput(tenant, run.toString(), start));
    }

    /** Sends a command about a run, and gives the id by which its answer is known. */
    String command(String tenant, RunId run, Function<ReplyTo, SpecificRecord> command) {
        String correlation = UUID.randomUUID().toString();
        SpecificRecord payload = command.apply(new ReplyTo(GATEWAY, 0, correlation));
        send(topics.runInputs(), run.partition(), run.toString(), new RunInput(tenant, run.toString(), payload));
        return correlation;
    }

    void send(RunInput input) {
        send(topics.runInputs(), RunId.parse(input.getRunId()).partition(), input.getRunId(), input);
    }

    void send(CloudEvent event) {
        send(event, 0);
    }

    void send(CloudEvent event, int partition) {
        send(topics.events(), partition, event.getTenant() + "/" + event.getId(), event);
    }

    void send(int partition, CloudEvent event) {
        send(topics.events(), partition, event.getTenant() + "/" + event.getId(), event);
    }

    void send(Tenant tenant) {
        send(topics.tenants(), 0, tenant.getTenant(), tenant);
    }

    void send(RunId run, RunInput input) {
        send(topics.runInputs(), run.partition(), run.toString(), input);
    }

    void send(CheckDefinition check) {
        send(topics.definitionChecks(), 0, check.getTenant(), check);
    }

    void sendRaw(String topic, int partition, byte[] value) {
        append(new ProducerRecord<>(topic, partition, null, value));
    }

    Reply reply(String correlationId, Duration atMost) {
        return await().atMost(atMost)
                .until(
                        () -> replies.stream()
                                .filter(reply -> reply.getCorrelationId().equals(correlationId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<StepCommand> commands(RunId run) {
        return commands.stream()
                .filter(command -> run.toString().equals(command.getRunId()))
                .toList();
    }

    List<AuditRecord> audit(RunId run) {
        return audit(record -> run.toString().equals(record.getRunId()));
    }

    List<AuditRecord> audit(Predicate<AuditRecord> which) {
        return audit.stream().filter(which).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(String origin) {
        return deadLetters.stream()
                .filter(letter -> letter.topic().equals(topics.deadLetter(origin)))
                .toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close();
    }

    private void read() {
        Deserializer<SpecificRecord> deserializer = WireFormat.builtin().newDeserializer();
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.topic().endsWith(Topics.DEAD_LETTER_SUFFIX)) {
                        deadLetters.add(record);
                        continue;
                    }
                    switch (deserializer.deserialize(record.topic(), record.value())) {
                        case Reply reply -> replies.add(reply);
                        case AuditRecord line -> audit.add(line);
                        case StepCommand command -> perform(command);
                        case null, default -> throw new AssertionError("unexpected record on " + record.topic());
                    }
                }
            }
        } catch (WakeupException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(StepCommand command) {
        commands.add(command);
        String arguments = command.getArguments();
        String input = arguments.substring(arguments.indexOf("\"input\":") + 8, arguments.length() - 1);
        if (input.equals(LOSE)) {
            input = LOST;
        }
        RunInput result = new RunInput(
                command.getTenant(),
                command.getRunId(),
                new StepSucceeded(command.getPosition(), command.getAttempt(), input, 1L));
        send(topics.runInputs(), RunId.parse(command.getRunId()).partition(), command.getRunId(), result);
    }

    private void send(String topic, int partition, String key, SpecificRecord value) {
        append(new ProducerRecord<>(
                topic, partition, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, value)));
    }

    /** Waits until everything sent without waiting has arrived. */
    void flush() {
        hurried = false;
        producer.flush();
    }

    /** From now on nothing that is sent is waited for, until {@link #flush()}. */
    void hurry() {
        hurried = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed by the test
    private void append(ProducerRecord<byte[], byte[]> record) {
        if (hurried) {
            producer.send(record);
            return;
        }
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError("the broker refused a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
