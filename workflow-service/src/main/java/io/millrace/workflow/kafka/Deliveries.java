package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CloudEvent;
import io.millrace.records.DeliverEvent;
import io.millrace.records.EventInterest;
import io.millrace.records.ExpectedValue;
import io.millrace.records.Subscription;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.workflow.program.Variables;
import io.millrace.workflow.routing.Interest;
import io.millrace.workflow.routing.RecentEvents;
import io.millrace.workflow.routing.Router;
import io.millrace.workflow.routing.Sighting;
import io.millrace.workflow.routing.Subscriptions;
import io.millrace.workflow.routing.Waiting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Delivers events to the tasks that wait for them, in one partition. Deliveries are early outputs: the index, the kept
 * events and the consumed offsets are committed behind their acknowledgement. After a crash the same events and
 * subscriptions are read again in their order, so a delivery may come twice; the engine knows it by partition and
 * offset, because within a partition the offsets that one task gets only grow.
 *
 * <p>A task subscribes in the shards that its tenant has then, and an event goes to one of those that its tenant has
 * when it is published. When a tenant gets wider while tasks wait, events come to partitions that know nothing of
 * these. Therefore the first shard, which a tenant never loses, tells the new ones who waits; what comes to them
 * before that, they keep like any other event for those who begin to wait later. When a tenant gets narrower nothing
 * is lost: the shards it gives up get no more events.
 */
final class Deliveries {
    /** After a start nothing expires for a while: those who began to wait before the stop are still to be read. */
    private static final long GRACE_MILLIS = 60_000;
    /** All engines must have seen the new width, so that nobody subscribes with the old one after the announcement. */
    private static final long SETTLING_MILLIS = 10_000;

    private final EngineParts parts;
    private final ReadOnlyKeyValueStore<String, byte[]> definitions;
    private final ReadOnlyKeyValueStore<String, byte[]> tenants;
    private final Subscriptions subscriptions;
    private final RecentEvents recent;
    private final Router router;
    private final int partition;
    private final long openedAt;
    private final Map<String, Long> widerSince = new HashMap<>();

    Deliveries(EngineParts parts, ProcessorContext<?, ?> context) {
        this.parts = parts;
        this.definitions = Stores.definitions(context);
        this.tenants = Stores.tenants(context);
        this.subscriptions = new Subscriptions(new StoredRows(context.getStateStore(Stores.SUBSCRIPTIONS)));
        this.recent = new RecentEvents(
                new StoredRows(context.getStateStore(Stores.RECENT_EVENTS)),
                new RecentEvents.Limits(
                        parts.properties().bufferEvents(),
                        parts.properties().bufferSize().toBytes()),
                this::jsonOf);
        this.router = new Router(subscriptions, recent);
        this.partition = context.taskId().partition();
        this.openedAt = context.currentSystemTimeMs();
    }

    /**
     * Delivers an event.
     *
     * @param json the event in its JSON format
     * @param exempt runs that do not get it
     * @param time when it came, in milliseconds since 1970
     */
    void event(
            CloudEvent event,
            ObjectNode json,
            Collection<RunId> exempt,
            RecordMetadata at,
            long time,
            RecordHeaders why) {
        String text = parts.json().values().toWire(event.getTenant(), JsonText.write(json));
        JsonNode now = JsonNodeFactory.instance.numberNode(time / 1000.0);
        Sighting sighting =
                new Sighting(event.getTenant(), json, parts.lookups(), name -> name.equals(Variables.NOW) ? now : null);
        int dropped = router.arrived(
                new Router.Arrival(sighting, at.offset(), text, time),
                parts.wants().of(definitions, event.getTenant()),
                exempt,
                waiting -> deliver(event.getTenant(), waiting, text, at.offset(), why));
        if (dropped > 0) {
            parts.metrics().dropped(dropped);
        }
    }

    /**
     * Takes note of who waits, waits no longer, or took an event.
     *
     * @param time of the record, in milliseconds since 1970
     */
    void subscription(Subscription subscription, long time, RecordHeaders why) {
        String tenant = subscription.getTenant();
        Waiting waiting = new Waiting(RunId.parse(subscription.getRunId()), subscription.getPosition());
        Long taken = subscription.getTaken();
        if (taken != null) {
            router.taken(tenant, taken, waiting.run());
        } else if (subscription.getInterests().isEmpty()) {
            router.unsubscribed(tenant, waiting);
        } else {
            List<Interest> interests = subscription.getInterests().stream()
                    .map(Deliveries::interest)
                    .toList();
            router.subscribed(
                    tenant, waiting, interests, time, (text, offset) -> deliver(tenant, waiting, text, offset, why));
            lookAfter(tenant);
        }
    }

    /** What time brings: events expire, and tenants become wider. */
    void timePassed(long now) {
        if (now - openedAt >= GRACE_MILLIS) {
            recent.expire(now);
        }
        subscriptions.widths((tenant, known) -> {
            Shards shards = parts.tenancy().shards(tenants, tenant);
            int width = (int) shards.partitions().count();
            if (width < known) {
                subscriptions.noteWidth(tenant, width);
            }
            if (width <= known) {
                widerSince.remove(tenant);
            } else if (now - widerSince.computeIfAbsent(tenant, _ -> now) >= SETTLING_MILLIS) {
                announce(tenant, shards, known);
                subscriptions.noteWidth(tenant, width);
                widerSince.remove(tenant);
            }
        });
    }

    private void lookAfter(String tenant) {
        Shards shards = parts.tenancy().shards(tenants, tenant);
        if (shards.partitions().findFirst().orElseThrow() == partition
                && subscriptions.width(tenant).isEmpty()) {
            subscriptions.noteWidth(tenant, (int) shards.partitions().count());
        }
    }

    private void announce(String tenant, Shards shards, int known) {
        subscriptions.of(tenant, (waiting, interests) -> {
            RecordHeaders why = new RecordHeaders(tenant, waiting.run().toString(), null, null);
            Subscription subscription = new Subscription(
                    tenant,
                    waiting.run().toString(),
                    waiting.position(),
                    interests.stream().map(Deliveries::record).toList(),
                    null);
            // A greater width keeps the shards that there were, and adds others behind them.
            shards.partitions()
                    .skip(known)
                    .forEach(added -> parts.dispatch().subscription(added, subscription, null, why));
        });
    }

    private String jsonOf(String tenant, String text) {
        try {
            return parts.json().values().fromWire(tenant, text);
        } catch (BlobMissingException e) {
            return "";
        }
    }

    private void deliver(String tenant, Waiting waiting, String text, long offset, RecordHeaders why) {
        parts.dispatch()
                .deliver(tenant, waiting.run(), new DeliverEvent(waiting.position(), text, partition, offset), why);
        parts.metrics().delivered();
    }

    private static Interest interest(EventInterest interest) {
        Map<String, JsonNode> attributes = new HashMap<>();
        interest.getAttributes().forEach((name, value) -> attributes.put(name, JsonText.read(value)));
        Map<String, JsonNode> correlations = new HashMap<>();
        interest.getCorrelations()
                .forEach(expected -> correlations.put(expected.getFrom(), JsonText.read(expected.getValue())));
        return Interest.of(attributes, correlations);
    }

    private static EventInterest record(Interest interest) {
        return new EventInterest(
                interest.attributes(),
                interest.correlations().entrySet().stream()
                        .map(expected -> new ExpectedValue(expected.getKey(), expected.getValue()))
                        .toList());
    }
}
