package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.records.ArmSchedule;
import io.millrace.records.CancelRun;
import io.millrace.records.CancelStep;
import io.millrace.records.ChildEnded;
import io.millrace.records.ContinueRun;
import io.millrace.records.DefinitionVersion;
import io.millrace.records.DeliverEvent;
import io.millrace.records.EventInterest;
import io.millrace.records.ExpectedValue;
import io.millrace.records.InputAccepted;
import io.millrace.records.InputRejected;
import io.millrace.records.ParentRun;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.RunOver;
import io.millrace.records.SchedulePreview;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.records.StepCommand;
import io.millrace.records.Subscription;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.SecretReferences;
import io.millrace.schemas.Shards;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.Parent;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.program.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Sends the outputs that may be repeated: step commands, answers, and inputs for this and other runs. */
final class Dispatch {
    /** Characters of all values that routers compare for one subscription: routers keep it, and each event meets it. */
    private static final int FILTERS = 128 * 1024;

    private final Topics topics;
    private final Serializer<SpecificRecord> serializer;
    private final LargeValues values;
    private final EarlyOutputs early;
    private final Supplier<ByteBuffer> seeds;

    /**
     * @param seeds what the tokens of callbacks are derived from, another one each time
     */
    Dispatch(
            Topics topics,
            Serializer<SpecificRecord> serializer,
            LargeValues values,
            EarlyOutputs early,
            Supplier<ByteBuffer> seeds) {
        this.topics = topics;
        this.serializer = serializer;
        this.values = values;
        this.early = early;
        this.seeds = seeds;
    }

    /**
     * Sends the command of a step.
     *
     * @param declared the secrets that the definition may use; the command names those of them that its arguments refer to
     */
    void step(
            String tenant,
            RunId run,
            String workflow,
            Effect.DispatchStep step,
            Set<String> declared,
            RecordHeaders why) {
        String arguments = JsonText.write(step.arguments());
        StepCommand command = StepCommand.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setPosition(step.position())
                .setAttempt(step.attempt())
                .setPointer(step.pointer())
                .setTask(step.task())
                .setWorkflow(workflow)
                .setKind(step.kind().name().toLowerCase(Locale.ROOT))
                .setArguments(arguments)
                .setDeadline(step.deadline())
                .setSecrets(SecretReferences.names(arguments).stream()
                        .filter(declared::contains)
                        .toList())
                .build();
        send(tenant, topics.stepCommands(), run.partition(), run.toString(), command, why);
    }

    void proceed(String tenant, RunId run, int stretch, RecordHeaders why) {
        send(
                tenant,
                topics.runInputs(),
                run.partition(),
                run.toString(),
                new RunInput(tenant, run.toString(), new ContinueRun(stretch)),
                why);
    }

    void timerFired(String tenant, RunId run, int timer, Instant dueAt) {
        RecordHeaders why = new RecordHeaders(tenant, run.toString(), null, null);
        send(
                tenant,
                topics.runInputs(),
                run.partition(),
                run.toString(),
                new RunInput(tenant, run.toString(), new TimerFired(timer, dueAt)),
                why);
    }

    void start(String tenant, RunId run, StartRun start, RecordHeaders why) {
        append(tenant, run, start, why);
    }

    /**
     * The start of a run, which still lacks its cause.
     *
     * @param definition the version that the run is pinned to
     * @param input as JSON text
     * @param actor who asked
     */
    StartRun.Builder newStart(Identity definition, String input, String actor) {
        return StartRun.newBuilder()
                .setNamespace(definition.namespace())
                .setWorkflow(definition.name())
                .setVersion(definition.version())
                .setDefinitionHash(definition.hash())
                .setInput(input)
                .setActor(actor)
                .setSeed(seeds.get());
    }

    void ended(String tenant, RunId run, Effect.AnswerWaiter answer, JsonText json, long offset, RecordHeaders why) {
        JsonNode output = answer.output();
        Fault fault = answer.fault();
        RunEnded ended = RunEnded.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setStatus(answer.status().word())
                .setOutput(output == null ? null : json.of(output))
                .setError(fault == null ? null : AuditEvents.problem(fault))
                .setInputOffset(offset)
                .build();
        reply(tenant, answer.waiter(), ended, why);
    }

    /** Tells who asked that the command was taken. */
    void accepted(String tenant, RunId run, Waiter waiter, RunState after, long offset, RecordHeaders why) {
        reply(
                tenant,
                waiter,
                new InputAccepted(tenant, run.toString(), after.status().word(), offset),
                why);
    }

    void rejected(
            String tenant,
            RunId run,
            Waiter waiter,
            Decision.Rejected rejected,
            RunState state,
            long offset,
            RecordHeaders why) {
        Status status = state.status();
        InputRejected answer = InputRejected.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setCode(rejected.code().name())
                .setReason(rejected.reason())
                .setStatus(state instanceof RunState.NotStarted ? null : status.word())
                .setInputOffset(offset)
                .build();
        reply(tenant, waiter, answer, why);
    }

    void cancelStep(String tenant, RunId run, Effect.CancelStep step, RecordHeaders why) {
        send(
                tenant,
                topics.stepCancellations(),
                run.partition(),
                run.toString(),
                new CancelStep(tenant, run.toString(), step.position(), step.attempt()),
                why);
    }

    /**
     * Starts a run that another one asks for.
     *
     * @param kind of its cause
     */
    void startChild(String tenant, Effect.StartChild child, Identity definition, String kind, RecordHeaders why) {
        Parent parent = child.parent();
        String cause = parent.run() + "/" + parent.position();
        StartRun start = newStart(definition, JsonText.masked(child.input()), "run:" + parent.run())
                .setCause(new StartCause(kind, cause))
                .setParent(new ParentRun(parent.run().toString(), parent.position(), parent.depth(), parent.awaits()))
                .build();
        start(tenant, child.child(), start, why);
    }

    void cancelChild(String tenant, RunId child, String reason, RecordHeaders why) {
        append(tenant, child, new CancelRun("engine", reason, null), why);
    }

    void childEnded(String tenant, RunId child, Effect.TellParent told, JsonText json, RecordHeaders why) {
        JsonNode output = told.output();
        Fault fault = told.fault();
        append(
                tenant,
                told.parent().run(),
                new ChildEnded(
                        told.parent().position(),
                        child.toString(),
                        told.status().word(),
                        output == null ? null : json.of(output),
                        fault == null ? null : AuditEvents.problem(fault)),
                why);
    }

    /**
     * Tells the routers of all partitions in which events of the tenant may stand.
     *
     * @param since when the task began to wait, in milliseconds since 1970: the time of its input, however late the
     *     input is worked on, so that it misses nothing of what came after that
     */
    void subscribe(String tenant, RunId run, Effect.Subscribe subscribe, Shards shards, long since, RecordHeaders why) {
        int filters = subscribe.patterns().stream()
                .mapToInt(each -> each.filter().size() + each.correlations().size())
                .sum();
        int longest = FILTERS / Math.max(1, filters);
        List<EventInterest> interests = subscribe.patterns().stream()
                .map(pattern -> interest(pattern, longest))
                .toList();
        Subscription subscription = new Subscription(tenant, run.toString(), subscribe.position(), interests, null);
        shards.partitions().forEach(partition -> subscription(partition, subscription, since, why));
    }

    void unsubscribe(String tenant, RunId run, int position, IntStream partitions, RecordHeaders why) {
        Subscription end = new Subscription(tenant, run.toString(), position, List.of(), null);
        partitions.forEach(partition -> subscription(partition, end, null, why));
    }

    /** Tells the router from which an event came that a run took it. */
    void taken(String tenant, RunId run, int position, int partition, long offset, RecordHeaders why) {
        subscription(partition, new Subscription(tenant, run.toString(), position, List.of(), offset), null, why);
    }

    /**
     * Tells one router what another one knows.
     *
     * @param since when the task began to wait, or null for now
     */
    void subscription(int partition, Subscription subscription, @Nullable Long since, RecordHeaders why) {
        String key = subscription.getRunId() + "/" + subscription.getPosition();
        send(subscription.getTenant(), topics.subscriptions(), partition, key, subscription, why, since);
    }

    // A longer value is left out: more events are of interest then, and the engine looks at each of them once more.
    private static EventInterest interest(Effect.Interest interest, int longest) {
        Map<String, String> attributes = new HashMap<>();
        interest.filter().forEach((name, value) -> attributes.put(name, JsonText.write(value)));
        attributes.values().removeIf(text -> text.length() > longest);
        List<ExpectedValue> correlations = interest.correlations().entrySet().stream()
                .map(correlation -> new ExpectedValue(correlation.getKey(), JsonText.write(correlation.getValue())))
                .filter(expected -> expected.getValue().length() <= longest)
                .toList();
        return new EventInterest(attributes, correlations);
    }

    /**
     * Arms the schedule of a workflow.
     *
     * @param definition the version whose runs it starts; null = it starts no more runs
     */
    void arm(String tenant, RunId schedule, @Nullable Identity definition) {
        DefinitionVersion version = definition == null
                ? null
                : new DefinitionVersion(
                        definition.namespace(), definition.name(), definition.version(), definition.hash());
        append(tenant, schedule, new ArmSchedule(version), new RecordHeaders(tenant, schedule.toString(), null, null));
    }

    void answer(String tenant, ReplyTo replyTo, SchedulePreview preview, RecordHeaders why) {
        Waiter waiter = new Waiter(replyTo.getGateway(), replyTo.getPartition(), replyTo.getCorrelationId());
        reply(tenant, waiter, preview, why);
    }

    void runOver(String tenant, RunId schedule, RunId run, RecordHeaders why) {
        append(tenant, schedule, new RunOver(run.toString()), why);
    }

    void deliver(String tenant, RunId run, DeliverEvent delivered, RecordHeaders why) {
        append(tenant, run, delivered, why);
    }

    private void append(String tenant, RunId run, SpecificRecord payload, RecordHeaders why) {
        send(
                tenant,
                topics.runInputs(),
                run.partition(),
                run.toString(),
                new RunInput(tenant, run.toString(), payload),
                why);
    }

    private void reply(String tenant, Waiter waiter, SpecificRecord answer, RecordHeaders why) {
        Reply reply = new Reply(waiter.gateway(), waiter.correlationId(), answer);
        send(tenant, topics.replies(), waiter.partition(), waiter.correlationId(), reply, why);
    }

    private void send(
            String tenant, String topic, int partition, String key, SpecificRecord value, RecordHeaders headers) {
        send(tenant, topic, partition, key, value, headers, null);
    }

    private void send(
            String tenant,
            String topic,
            int partition,
            String key,
            SpecificRecord value,
            @Nullable RecordHeaders headers,
            @Nullable Long timestamp) {
        ProducerRecord<byte[], byte[]> output = new ProducerRecord<>(
                topic,
                partition,
                timestamp,
                key.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic, values.toWire(tenant, value)));
        if (headers != null) {
            headers.writeTo(output.headers());
        }
        early.send(output);
    }
}
