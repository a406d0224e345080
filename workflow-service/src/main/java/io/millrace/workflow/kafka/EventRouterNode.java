package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CloudEvent;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Starts the runs that an event is meant for: those of the workflow that its trigger names, and those of every workflow
 * whose schedule matches. The id of such a run is derived from event and workflow, so a repeated event starts nothing
 * twice.
 */
final class EventRouterNode implements Processor<byte[], byte[], Output, byte[]> {
    /** The attribute by which a trigger names the workflow it starts: {@code workflow:<name>}. */
    static final String TARGET = "millracetarget";

    private static final System.Logger LOG = System.getLogger(EventRouterNode.class.getName());
    private static final String WORKFLOW_TARGET = "workflow:";

    private final EngineParts parts;
    private ProcessorContext<Output, byte[]> context;
    private ReadOnlyKeyValueStore<String, byte[]> definitions;
    private TransactionalOutputs outputs;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    EventRouterNode(EngineParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Output, byte[]> opened) {
        context = opened;
        definitions = opened.getStateStore(Stores.DEFINITIONS);
        outputs = new TransactionalOutputs(parts.topics(), parts.serializer(), opened);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        CloudEvent event;
        List<Start> starts;
        try {
            event = parts.events().deserialize(at.topic(), read.headers(), read.value());
            if (event == null) {
                throw new IllegalArgumentException("an event must have a value");
            }
            starts = starts(event);
        } catch (SerializationException e) {
            setAside(read, at, e);
            return;
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            setAside(read, at, e);
            return;
        }
        route(event, starts, at, read);
    }

    private record Start(Identity workflow, JsonNode input) {}

    private List<Start> starts(CloudEvent event) {
        List<Start> starts = new ArrayList<>();
        String target = event.getExtensions().get(TARGET);
        if (target != null && target.startsWith(WORKFLOW_TARGET)) {
            parts.definitions()
                    .current(definitions, event.getTenant(), target.substring(WORKFLOW_TARGET.length()))
                    .ifPresent(program -> starts.add(new Start(program.identity(), CloudEvents.data(event))));
        }
        ObjectNode json = CloudEvents.toJson(event);
        for (Program program : parts.definitions().current(definitions, event.getTenant())) {
            if (program.startsOn().stream().anyMatch(filter -> filter.matches(json))) {
                starts.add(new Start(
                        program.identity(), JsonNodeFactory.instance.arrayNode().add(json.path("data"))));
            }
        }
        return starts;
    }

    private void route(CloudEvent event, List<Start> starts, RecordMetadata at, Record<byte[], byte[]> read) {
        RecordHeaders cause = RecordHeaders.readFrom(read.headers(), event.getTenant(), event.getId());
        RecordHeaders why = cause.causing(at.topic(), at.partition(), at.offset());
        List<String> started = new ArrayList<>();
        for (Start start : starts) {
            RunId run = RunId.derived(
                    at.partition(),
                    event.getTenant(),
                    "event",
                    event.getSource(),
                    event.getId(),
                    start.workflow().name());
            parts.dispatch().start(event.getTenant(), run, startRun(event, start), why);
            started.add(start.workflow().name() + "/" + run);
        }
        outputs.audit(
                at.partition(),
                EventKey.of(event),
                AuditRecords.ofEvent(event, started, at, read.timestamp(), why),
                why);
    }

    private static StartRun startRun(CloudEvent event, Start start) {
        return StartRun.newBuilder()
                .setNamespace(start.workflow().namespace())
                .setWorkflow(start.workflow().name())
                .setVersion(start.workflow().version())
                .setDefinitionHash(start.workflow().hash())
                .setInput(JsonText.write(start.input()))
                .setActor(event.getSource())
                .setCause(new StartCause("event", event.getId()))
                .build();
    }

    private void setAside(Record<byte[], byte[]> read, RecordMetadata at, Throwable reason) {
        LOG.log(
                System.Logger.Level.ERROR,
                "Set an event aside that cannot be processed: partition=" + at.partition() + " offset=" + at.offset(),
                reason);
        outputs.deadLetter(read, at, String.valueOf(reason.getMessage()));
    }
}
