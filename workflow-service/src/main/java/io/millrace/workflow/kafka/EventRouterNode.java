package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CloudEvent;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.records.Subscription;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Reading;
import io.millrace.workflow.program.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Brings events to runs: starts those that an event is meant for, and delivers it to those that wait for it. An event
 * starts runs of the workflow that its trigger names, and of every workflow whose schedule matches; the id of such a run
 * is derived from event and workflow, so a repeated event starts nothing twice.
 */
final class EventRouterNode implements Processor<byte[], byte[], Output, byte[]> {
    /** The attribute by which a trigger names the workflow it starts: {@code workflow:<name>}. */
    static final String TARGET = "millracetarget";

    private static final System.Logger LOG = System.getLogger(EventRouterNode.class.getName());
    private static final String WORKFLOW_TARGET = "workflow:";

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

    private final EngineParts parts;
    private ProcessorContext<Output, byte[]> context;
    private ReadOnlyKeyValueStore<String, byte[]> definitions;
    private TransactionalOutputs outputs;
    private Deliveries deliveries;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    EventRouterNode(EngineParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Output, byte[]> opened) {
        context = opened;
        definitions = opened.getStateStore(Stores.DEFINITIONS);
        outputs = new TransactionalOutputs(parts, opened);
        deliveries = new Deliveries(parts, opened);
        opened.schedule(HOUSEKEEPING, PunctuationType.WALL_CLOCK_TIME, deliveries::timePassed);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        try {
            if (at.topic().equals(parts.topics().subscriptions())) {
                subscription(read, at);
            } else {
                event(read, at);
            }
        } catch (SerializationException e) {
            setAside(read, at, e);
        } catch (KafkaException | BlobStoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            setAside(read, at, e);
        }
    }

    private void subscription(Record<byte[], byte[]> read, RecordMetadata at) {
        Subscription subscription = parts.subscriptions().deserialize(at.topic(), read.headers(), read.value());
        if (subscription == null) {
            throw new IllegalArgumentException("a subscription must have a value");
        }
        RecordHeaders why = RecordHeaders.readFrom(read.headers(), subscription.getTenant(), subscription.getRunId())
                .causing(at.topic(), at.partition(), at.offset());
        deliveries.subscription(subscription, read.timestamp(), why);
    }

    private void event(Record<byte[], byte[]> read, RecordMetadata at) {
        CloudEvent event = parts.events().deserialize(at.topic(), read.headers(), read.value());
        if (event == null) {
            throw new IllegalArgumentException("an event must have a value");
        }
        putBackData(event);
        ObjectNode json = CloudEvents.toJson(event);
        List<Start> starts = starts(event, json, at.partition());
        RecordHeaders why = RecordHeaders.readFrom(read.headers(), event.getTenant(), event.getId())
                .causing(at.topic(), at.partition(), at.offset());
        Set<RunId> exempt = new HashSet<>();
        starts.forEach(start -> exempt.add(start.run()));
        LifecycleEvents.subject(event).ifPresent(exempt::add);
        // An event that was read late is kept as long as any other for those who are late as well.
        long time = Math.max(read.timestamp(), context.currentSystemTimeMs());
        deliveries.event(event, json, exempt, at, time, why);
        route(event, starts, at, read, why);
    }

    private void putBackData(CloudEvent event) {
        String data = event.getData();
        if (data != null) {
            event.setData(parts.json().values().fromWire(event.getTenant(), data));
        }
    }

    private record Start(RunId run, Identity workflow, JsonNode input) {}

    private List<Start> starts(CloudEvent event, ObjectNode json, int partition) {
        List<Start> starts = new ArrayList<>();
        String target = event.getExtensions().get(TARGET);
        if (target != null && target.startsWith(WORKFLOW_TARGET)) {
            parts.definitions()
                    .current(definitions, event.getTenant(), target.substring(WORKFLOW_TARGET.length()))
                    .ifPresent(program -> starts.add(start(event, partition, program, CloudEvents.data(event))));
        }
        for (Program program : parts.definitions().current(definitions, event.getTenant())) {
            if (program.startsOn().stream().anyMatch(filter -> filter.matches(json))) {
                Schedule schedule = program.schedule();
                Reading read = schedule == null ? Reading.DATA : schedule.read();
                starts.add(start(
                        event,
                        partition,
                        program,
                        JsonNodeFactory.instance.arrayNode().add(read.of(json))));
            }
        }
        return starts;
    }

    private static Start start(CloudEvent event, int partition, Program program, JsonNode input) {
        RunId run = RunId.derived(
                partition,
                event.getTenant(),
                "event",
                event.getSource(),
                event.getId(),
                program.identity().name());
        return new Start(run, program.identity(), input);
    }

    private void route(
            CloudEvent event, List<Start> starts, RecordMetadata at, Record<byte[], byte[]> read, RecordHeaders why) {
        List<String> started = new ArrayList<>();
        for (Start start : starts) {
            parts.dispatch().start(event.getTenant(), start.run(), startRun(event, start), why);
            started.add(start.workflow().name() + "/" + start.run());
        }
        outputs.audit(
                at.partition(),
                EventKey.of(event),
                AuditRecords.ofEvent(event, started, at, read.timestamp(), why),
                why);
    }

    private StartRun startRun(CloudEvent event, Start start) {
        String kind = LifecycleEvents.isOne(event) ? LifecycleEvents.CAUSE : "event";
        return parts.dispatch()
                .newStart(start.workflow(), JsonText.write(start.input()), event.getSource())
                .setCause(new StartCause(kind, event.getId()))
                .build();
    }

    private void setAside(Record<byte[], byte[]> read, RecordMetadata at, Throwable reason) {
        LOG.log(
                System.Logger.Level.ERROR,
                "Set a record aside that cannot be routed: topic=" + at.topic() + " partition=" + at.partition()
                        + " offset=" + at.offset(),
                reason);
        outputs.deadLetter(read, at, String.valueOf(reason.getMessage()));
    }
}
