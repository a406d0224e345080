package io.millrace.workflow.kafka;

import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Decision.Rejected;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The engine loop of one partition: reads an input, lets the core decide, hands state and audit to the transaction, and
 * sends the rest at once.
 */
final class RunInputNode implements Processor<byte[], byte[], Output, byte[]> {
    private static final System.Logger LOG = System.getLogger(RunInputNode.class.getName());

    private final EngineParts parts;
    private ProcessorContext<Output, byte[]> context;
    private Stores stores;
    private TimerQueue timers;
    private ReadOnlyKeyValueStore<String, byte[]> definitions;
    private ReadOnlyKeyValueStore<String, byte[]> tenants;
    private TransactionalOutputs outputs;
    private LifecyclePublisher lifecycle;
    private Schedules schedules;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    RunInputNode(EngineParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Output, byte[]> opened) {
        context = opened;
        stores = new Stores(opened, parts.properties().deduplicationWindow());
        timers = new TimerQueue(opened.getStateStore(Stores.TIMERS));
        definitions = opened.getStateStore(Stores.DEFINITIONS);
        tenants = opened.getStateStore(Stores.TENANTS);
        outputs = new TransactionalOutputs(parts, opened);
        lifecycle = new LifecyclePublisher(parts.tenancy(), tenants, outputs, opened.getStateStore(Stores.QUIET_RUNS));
        schedules = new Schedules(parts, opened, stores, timers, outputs);
        opened.schedule(parts.properties().timerInterval(), PunctuationType.WALL_CLOCK_TIME, this::announceDueTimers);
    }

    @Override
    public void close() {
        // A partition may be taken away before it was ever opened.
        if (schedules != null) {
            schedules.close();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Runnable consequences;
        try {
            io.millrace.records.RunInput input =
                    parts.runInputs().deserialize(at.topic(), read.headers(), read.value());
            if (input == null) {
                throw new IllegalArgumentException("a run input must have a value");
            }
            RunId run = RunId.parse(input.getRunId());
            if (run.partition() != at.partition()) {
                throw new IllegalArgumentException(
                        "run " + run + " belongs to partition " + run.partition() + ", not to " + at.partition());
            }
            RecordHeaders why = RecordHeaders.readFrom(read.headers(), input.getTenant(), input.getRunId())
                    .causing(at.topic(), at.partition(), at.offset());
            if (schedules.concerned(run, input.getPayload())) {
                consequences = schedules.judge(input, run, at, read.timestamp(), why);
            } else {
                Case decided = decided(input, run, at, read.timestamp(), why);
                consequences = () -> carryOut(decided);
            }
        } catch (SerializationException e) {
            setAside(read, at, e);
            return;
        } catch (KafkaException | BlobStoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            setAside(read, at, e);
            return;
        }
        consequences.run();
    }

    /**
     * One input with what was decided about it.
     *
     * @param read the record of the log
     * @param asked the same for the engine
     * @param sizeBefore how large the run was
     * @param sizeAfter how large it is, its input included
     * @param why headers of everything that follows
     */
    private record Case(
            io.millrace.records.RunInput read,
            RunInput asked,
            RunId run,
            Judgement judgement,
            RunSize sizeBefore,
            RunSize sizeAfter,
            RecordMetadata at,
            long time,
            RecordHeaders why) {}

    private Case decided(
            io.millrace.records.RunInput input, RunId run, RecordMetadata at, long time, RecordHeaders why) {
        RunValues values = parts.form().reading();
        RunInput asked = Inbound.input(input, values);
        RunValues kept = parts.form().reading();
        Stores.Loaded loaded = stores.load(run, kept, time);
        RunInput withLoss = LostValues.told(asked, values.lost(), kept.lost(), loaded.state());
        Judgement judgement = judge(input.getTenant(), loaded.state(), withLoss, time);
        RunSize size = judgement.size().or(values.size(0));
        return new Case(input, asked, run, judgement, loaded.size(), size, at, time, why);
    }

    private Judgement judge(String tenant, RunState before, RunInput asked, long time) {
        return Judgement.of(
                tenant,
                before,
                asked,
                Instant.ofEpochMilli(time),
                (owner, identity) -> parts.definitions()
                        .await(definitions, owner, identity, parts.properties().definitionWait())
                        .orElse(null),
                parts.form());
    }

    private void carryOut(Case decided) {
        JsonText json = new JsonText(parts.json(), decided.read().getTenant());
        Waiter asking = Inbound.asking(decided.read());
        switch (decided.judgement().decision()) {
            case Accepted accepted -> {
                stores.save(
                        decided.run(),
                        decided.judgement().after(),
                        decided.judgement().bytes().get());
                accepted.events().forEach(event -> keepTimers(decided.read().getTenant(), decided.run(), event));
                // Before the effects: a task that begins now to wait does not get what was taken before.
                accepted.events().forEach(event -> tellTaken(decided, event));
                accepted.effects().forEach(effect -> send(decided, effect, json));
                if (asking != null && !(decided.asked() instanceof RunInput.StartRun)) {
                    parts.dispatch()
                            .accepted(
                                    decided.read().getTenant(),
                                    decided.run(),
                                    asking,
                                    decided.judgement().after(),
                                    decided.at().offset(),
                                    decided.why());
                }
                lifecycle.publish(
                        decided.read().getTenant(),
                        decided.run(),
                        decided.asked(),
                        decided.judgement(),
                        decided.at().offset(),
                        decided.time(),
                        decided.why());
                schedules.follow(
                        decided.read().getTenant(),
                        decided.run(),
                        decided.judgement().program(),
                        accepted.events(),
                        decided.why());
            }
            case Rejected rejected -> {
                stopDeliveries(decided);
                schedules.follow(decided.read().getTenant(), decided.run(), decided.asked(), rejected, decided.why());
                if (asking != null) {
                    parts.dispatch()
                            .rejected(
                                    decided.read().getTenant(),
                                    decided.run(),
                                    asking,
                                    rejected,
                                    decided.judgement().before(),
                                    decided.at().offset(),
                                    decided.why());
                }
            }
        }
        AuditRecord audit = AuditRecords.ofInput(
                decided.read(),
                decided.asked(),
                decided.judgement(),
                decided.at(),
                decided.time(),
                decided.why(),
                json);
        audit(decided, audit);
        warn(decided, audit);
    }

    private void audit(Case decided, AuditRecord audit) {
        outputs.audit(
                decided.run().partition(), decided.read().getTenant() + "/" + decided.run(), audit, decided.why());
    }

    private void warn(Case decided, AuditRecord audit) {
        if (decided.judgement().decision() instanceof Accepted) {
            parts.warnings()
                    .near(decided.run(), decided.sizeBefore(), decided.sizeAfter())
                    .forEach(near -> {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "A run uses more than half of what it may: tenant={0} run={1} limit={2} used={3} allowed={4}",
                                audit.getTenant(),
                                decided.run(),
                                near.limit(),
                                Long.toString(near.used()),
                                Long.toString(near.allowed()));
                        audit(
                                decided,
                                AuditRecords.ofWarning(
                                        decided.asked(), decided.judgement(), near, audit, decided.why()));
                    });
        }
    }

    private void keepTimers(String tenant, RunId run, RunEvent event) {
        if (event instanceof RunEvent.TimerSet set) {
            timers.add(entry(tenant, run, set.timer()));
        } else if (event instanceof RunEvent.TimerCancelled cancelled) {
            timers.remove(entry(tenant, run, cancelled.timer()));
        } else if (event instanceof RunEvent.TimerElapsed elapsed) {
            timers.remove(entry(tenant, run, elapsed.timer()));
        }
    }

    private void tellTaken(Case decided, RunEvent event) {
        if (event instanceof RunEvent.EventConsumed taken) {
            tellTaken(decided, taken.position(), taken.partition(), taken.offset());
        } else if (event instanceof RunEvent.EndingEventConsumed taken) {
            tellTaken(decided, taken.position(), taken.partition(), taken.offset());
        }
    }

    private void tellTaken(Case decided, int position, int partition, long offset) {
        parts.dispatch().taken(decided.read().getTenant(), decided.run(), position, partition, offset, decided.why());
    }

    /**
     * Whoever delivers an event to a task that does not wait missed that it ended, because a paused process sent its
     * subscription late, or because its tenant gave the shard up: it is told again.
     */
    private void stopDeliveries(Case decided) {
        if (decided.asked() instanceof RunInput.DeliverEvent delivered
                && !(decided.judgement().before() instanceof RunState.Active run
                        && run.listens(delivered.position()))) {
            parts.dispatch()
                    .unsubscribe(
                            decided.read().getTenant(),
                            decided.run(),
                            delivered.position(),
                            IntStream.of(delivered.partition()),
                            decided.why());
        }
    }

    private void send(Case decided, Effect effect, JsonText json) {
        String tenant = decided.read().getTenant();
        switch (effect) {
            case Effect.DispatchStep step ->
                parts.dispatch()
                        .step(
                                tenant,
                                decided.run(),
                                AuditRecords.workflow(decided.judgement()),
                                step,
                                decided.judgement().secrets(),
                                decided.why());
            case Effect.ContinueLater later ->
                parts.dispatch().proceed(tenant, decided.run(), later.stretch(), decided.why());
            case Effect.AnswerWaiter answer ->
                parts.dispatch()
                        .ended(tenant, decided.run(), answer, json, decided.at().offset(), decided.why());
            case Effect.CancelStep step -> parts.dispatch().cancelStep(tenant, decided.run(), step, decided.why());
            case Effect.StartChild child -> startChild(decided, child);
            case Effect.CancelChild child ->
                parts.dispatch().cancelChild(tenant, child.child(), child.reason(), decided.why());
            case Effect.TellParent told ->
                parts.dispatch().childEnded(tenant, decided.run(), told, json, decided.why());
            case Effect.Subscribe subscribe ->
                parts.dispatch()
                        .subscribe(
                                tenant,
                                decided.run(),
                                subscribe,
                                parts.tenancy().shards(tenants, tenant),
                                decided.time(),
                                decided.why());
            case Effect.Unsubscribe unsubscribe ->
                parts.dispatch()
                        .unsubscribe(
                                tenant,
                                decided.run(),
                                unsubscribe.position(),
                                parts.tenancy().shards(tenants, tenant).partitions(),
                                decided.why());
            case Effect.PublishEvent publish -> {
                CloudEvent event = CloudEvents.fromJson(tenant, publish.event());
                String key = EventKey.of(event);
                outputs.event(
                        parts.tenancy().shards(tenants, tenant).partitionOf(key),
                        key,
                        event,
                        decided.time(),
                        decided.why());
            }
        }
    }

    private void startChild(Case decided, Effect.StartChild child) {
        String tenant = decided.read().getTenant();
        Optional<Program> program =
                parts.definitions().find(definitions, tenant, child.namespace(), child.name(), child.version());
        if (program.isPresent()) {
            parts.dispatch()
                    .startChild(
                            tenant,
                            child,
                            program.get().identity(),
                            lifecycle.causeOfChildren(decided.run()),
                            decided.why());
        } else if (child.parent().awaits()) {
            parts.dispatch()
                    .childEnded(
                            tenant,
                            child.child(),
                            new Effect.TellParent(
                                    child.parent(),
                                    Status.FAULTED,
                                    null,
                                    Fault.configuration("There is no workflow `" + child.name() + "` in version `"
                                            + child.version() + "`, or no new run of it may start.")),
                            new JsonText(parts.json(), tenant),
                            decided.why());
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A run was to be started without waiting for it, but its workflow does not exist: tenant={0}"
                            + " workflow={1} version={2} by={3}",
                    tenant,
                    child.name(),
                    child.version(),
                    decided.run());
        }
    }

    private void announceDueTimers(long now) {
        schedules.armChanged();
        timers.due(
                now,
                entry -> parts.dispatch()
                        .timerFired(entry.tenant(), entry.run(), entry.timer(), Instant.ofEpochMilli(entry.dueAt())));
    }

    private void setAside(Record<byte[], byte[]> read, RecordMetadata at, Throwable reason) {
        LOG.log(
                System.Logger.Level.ERROR,
                "Set a run input aside that cannot be processed: partition=" + at.partition() + " offset="
                        + at.offset(),
                reason);
        outputs.deadLetter(read, at, String.valueOf(reason.getMessage()));
    }

    private static TimerQueue.Entry entry(String tenant, RunId run, Timer timer) {
        return new TimerQueue.Entry(timer.dueAt().toEpochMilli(), run, timer.number(), tenant);
    }
}
