package io.millrace.workflow.kafka;

import io.millrace.records.CloudEvent;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Decision.Rejected;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Timer;
import java.time.Instant;
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
        outputs = new TransactionalOutputs(parts.topics(), parts.serializer(), opened);
        opened.schedule(parts.properties().timerInterval(), PunctuationType.WALL_CLOCK_TIME, this::announceDueTimers);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        io.millrace.records.RunInput input;
        Judgement judgement;
        RunId run;
        RunInput asked;
        try {
            input = parts.runInputs().deserialize(at.topic(), read.headers(), read.value());
            if (input == null) {
                throw new IllegalArgumentException("a run input must have a value");
            }
            run = RunId.parse(input.getRunId());
            if (run.partition() != at.partition()) {
                throw new IllegalArgumentException(
                        "run " + run + " belongs to partition " + run.partition() + ", not to " + at.partition());
            }
            asked = Inbound.input(input);
            judgement = judge(input.getTenant(), run, asked, read.timestamp());
        } catch (SerializationException e) {
            setAside(read, at, e);
            return;
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            setAside(read, at, e);
            return;
        }
        RecordHeaders why = RecordHeaders.readFrom(read.headers(), input.getTenant(), input.getRunId())
                .causing(at.topic(), at.partition(), at.offset());
        carryOut(new Case(input, asked, run, judgement, at, read.timestamp(), why));
    }

    /**
     * One input with what was decided about it.
     *
     * @param read the record of the log
     * @param asked the same for the engine
     * @param why headers of everything that follows
     */
    private record Case(
            io.millrace.records.RunInput read,
            RunInput asked,
            RunId run,
            Judgement judgement,
            RecordMetadata at,
            long time,
            RecordHeaders why) {}

    private Judgement judge(String tenant, RunId run, RunInput asked, long time) {
        return Judgement.of(
                tenant,
                stores.load(run, time),
                asked,
                Instant.ofEpochMilli(time),
                (owner, identity) -> parts.definitions()
                        .await(definitions, owner, identity, parts.properties().definitionWait())
                        .orElse(null),
                parts.properties().maxState().toBytes());
    }

    private void carryOut(Case decided) {
        JsonText json = new JsonText();
        switch (decided.judgement().decision()) {
            case Accepted accepted -> {
                stores.save(
                        decided.run(),
                        decided.judgement().after(),
                        decided.judgement().bytes().get());
                accepted.events().forEach(event -> keepTimers(decided.read().getTenant(), decided.run(), event));
                accepted.effects().forEach(effect -> send(decided, effect, json));
            }
            case Rejected rejected -> {
                if (decided.asked() instanceof RunInput.StartRun start && start.waiter() != null) {
                    parts.dispatch()
                            .rejected(
                                    decided.read().getTenant(),
                                    decided.run(),
                                    start.waiter(),
                                    rejected,
                                    decided.judgement().before(),
                                    decided.at().offset(),
                                    decided.why());
                }
            }
        }
        outputs.audit(
                decided.run().partition(),
                decided.read().getTenant() + "/" + decided.run(),
                AuditRecords.ofInput(
                        decided.read(),
                        decided.asked(),
                        decided.judgement(),
                        decided.at(),
                        decided.time(),
                        decided.why(),
                        json),
                decided.why());
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
                                json.of(step.arguments()),
                                decided.why());
            case Effect.ContinueLater later ->
                parts.dispatch().proceed(tenant, decided.run(), later.stretch(), decided.why());
            case Effect.AnswerWaiter answer ->
                parts.dispatch()
                        .ended(tenant, decided.run(), answer, json, decided.at().offset(), decided.why());
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

    private void announceDueTimers(long now) {
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
