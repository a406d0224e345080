package io.millrace.gateway;

import io.millrace.records.CheckDefinition;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.CompareRun;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.DefinitionProblem;
import io.millrace.records.InputRejected;
import io.millrace.records.PlannedRun;
import io.millrace.records.PreviewSchedule;
import io.millrace.records.Problem;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunCompared;
import io.millrace.records.RunCost;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.SchedulePreview;
import io.millrace.records.StartRun;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays workflow-service on its topics. A definition is JSON here; one with {@code problems} has that many, one with
 * {@code silent} gets no answer. What comes of a run under a draft stands in the draft: {@code {"whatIf": result}}. What a run does stands in its input: {@code {"end": status, "output": …}}, or nothing
 * at all for a run that goes on for ever.
 */
final class WorkflowServiceDouble implements AutoCloseable {
    static final String ERROR_TYPE = "https://serverlessworkflow.io/spec/1.0.0/errors/runtime";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Topics topics;
    private final LargeValues values = new LargeValues(
            BlobSettings.from(Surroundings.VALUES::get).open(), ValueLimits.from(Surroundings.VALUES::get));
    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final Map<String, String> runs = new HashMap<>();
    private final EngineDouble engine = new EngineDouble(runs, this::reply);
    private final Set<String> answered = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    WorkflowServiceDouble(String broker, Topics topics) {
        this.topics = topics;
        Map<String, Object> reading = new HashMap<>(WireFormat.builtin().consumer());
        reading.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(reading);
        Map<String, Object> writing = new HashMap<>(WireFormat.builtin().producer());
        writing.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        writing.putAll(LosslessProducer.SETTINGS);
        producer = new KafkaProducer<>(writing);
        thread = Thread.ofPlatform().daemon().name("workflow-service").start(this::run);
    }

    private void run() {
        List<TopicPartition> partitions = IntStream.range(0, topics.partitions())
                .boxed()
                .flatMap(partition -> Stream.of(topics.definitionChecks(), topics.runInputs(), topics.whatIfs())
                        .map(topic -> new TopicPartition(topic, partition)))
                .toList();
        try (consumer) {
            consumer.assign(partitions);
            while (!closed) {
                for (ConsumerRecord<String, SpecificRecord> read : consumer.poll(Duration.ofMillis(50))) {
                    answer(read);
                }
            }
        }
    }

    private void answer(ConsumerRecord<String, SpecificRecord> read) {
        if (read.value() instanceof CheckDefinition check) {
            DefinitionChecked checked = check(check);
            if (checked != null) {
                reply(check.getReplyTo(), checked);
            }
        } else if (read.value() instanceof CompareRun compare) {
            reply(compare.getReplyTo(), compare(compare));
        } else if (read.value() instanceof RunInput input) {
            if (input.getPayload() instanceof StartRun start) {
                start(input, start, read.offset());
            } else if (input.getPayload() instanceof PreviewSchedule asked) {
                List<PlannedRun> runs = IntStream.range(0, asked.getCount())
                        .mapToObj(second -> new PlannedRun("every", Instant.ofEpochSecond(second)))
                        .toList();
                reply(asked.getReplyTo(), new SchedulePreview("1.0.0", runs, 0));
            } else {
                engine.take(input, read.offset());
            }
        }
    }

    private static RunCompared compare(CompareRun compare) {
        RunCompared.Builder compared = RunCompared.newBuilder()
                .setResult(JSON.readTree(compare.getDraft()).path("whatIf").stringValue("same"))
                .setReason(compare.getDefinitions().size() + " definitions");
        return compared.setTask("choose")
                .setPointer("/do/0/choose")
                .setWas("{\"inputs\": " + compare.getInputs().size() + "}")
                .setNow("{\"status\": \"" + compare.getStatus() + "\"}")
                .setBefore(new RunCost(3L, 2L, 10L))
                .setAfter(new RunCost(4L, 1L, 5L))
                .build();
    }

    private @Nullable DefinitionChecked check(CheckDefinition check) {
        ObjectNode definition = (ObjectNode) JSON.readTree(check.getText());
        if (definition.has("silent")) {
            return null;
        }
        int problems = definition.path("problems").intValue(0);
        if (problems > 0) {
            return new DefinitionChecked(
                    IntStream.rangeClosed(1, problems)
                            .mapToObj(i -> new DefinitionProblem("/do/" + i, i, 2 * i, "Task " + i + " is not known."))
                            .toList(),
                    null);
        }
        ObjectNode document = (ObjectNode) definition.get("document");
        if (check.getVersion() != null) {
            document.put("version", check.getVersion());
        }
        String canonical = JSON.writeValueAsString(definition);
        return new DefinitionChecked(
                List.of(),
                new CheckedDefinition(
                        text(document, "namespace"),
                        text(document, "name"),
                        text(document, "version"),
                        sha256(canonical),
                        canonical));
    }

    private void start(RunInput input, StartRun start, long offset) {
        JsonNode wanted = JSON.readTree(values.fromWire(input.getTenant(), start.getInput()));
        String end = wanted.path("end").stringValue("");
        ReplyTo replyTo = start.getReplyTo();
        String before = runs.putIfAbsent(input.getRunId(), end);
        if (replyTo == null || !answered.add(replyTo.getCorrelationId() + input.getRunId())) {
            return;
        }
        if (before != null && !before.isEmpty()) {
            reply(
                    replyTo,
                    new InputRejected(
                            input.getTenant(),
                            input.getRunId(),
                            "DUPLICATE_START",
                            "The run was started before and is " + before + ".",
                            before,
                            offset));
        } else if (end.equals("refused")) {
            reply(
                    replyTo,
                    new InputRejected(
                            input.getTenant(),
                            input.getRunId(),
                            "DEFINITION_UNAVAILABLE",
                            "The definition did not arrive.",
                            null,
                            offset));
        } else if (!end.isEmpty()) {
            Problem error =
                    end.equals("faulted") ? new Problem(ERROR_TYPE, 500, "Runtime", "It broke.", "/do/0") : null;
            String claim = wanted.path("claim").stringValue("");
            String output = !claim.isEmpty()
                    ? claim
                    : end.equals("completed") ? JSON.writeValueAsString(wanted.path("output")) : null;
            RunEnded ended = new RunEnded(input.getTenant(), input.getRunId(), end, output, error, offset);
            reply(replyTo, wanted.has("claim") ? ended : values.toWire(input.getTenant(), ended));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A lost reply shows as a test that waits in vain.
    private void reply(ReplyTo to, SpecificRecord answer) {
        // An engine may repeat what it sends, and others' replies arrive in the same partition.
        for (String gateway : List.of("another-gateway", to.getGateway(), to.getGateway())) {
            Reply reply = new Reply(gateway, to.getCorrelationId(), answer);
            producer.send(new ProducerRecord<>(topics.replies(), to.getPartition(), to.getCorrelationId(), reply));
        }
    }

    private static String text(ObjectNode document, String field) {
        return document.path(field).stringValue("");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("no SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
