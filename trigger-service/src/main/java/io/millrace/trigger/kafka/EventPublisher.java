package io.millrace.trigger.kafka;

import io.millrace.records.CloudEvent;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Shards;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.trigger.webhook.EventLog;
import io.millrace.trigger.webhook.NotAppendedException;
import io.millrace.trigger.webhook.Throttle;
import io.millrace.trigger.webhook.WebhookEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;

/** Appends accepted deliveries to the topic of events, in the shards of their tenant. */
final class EventPublisher implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Appender appender;
    private final ResourceViews views;
    private final int partitions;
    // Without the broker every delivery fails; one line in a second says so.
    private final Throttle warnings = new Throttle(1, 1);

    EventPublisher(Appender appender, ResourceViews views, int partitions) {
        this.appender = appender;
        this.views = views;
        this.partitions = partitions;
    }

    @Override
    public void append(WebhookEvent event, @Nullable String traceparent) throws NotAppendedException {
        Limits limits = views.limits(event.tenant());
        if (limits == null) {
            throw new NotAppendedException("the tenant is gone");
        }
        CloudEvent stored = record(event);
        String key = EventKey.of(stored);
        int partition =
                Shards.of(event.tenant(), limits.shardWidth(), partitions).partitionOf(key);
        try {
            appender.append(
                    Bindings.EVENTS,
                    key,
                    partition,
                    stored,
                    new RecordHeaders(event.tenant(), event.id(), null, traceparent));
        } catch (MessagingException | BlobStoreException e) {
            String reason = Appender.reason(e);
            warnings.pass(System.nanoTime())
                    .ifPresent(leftOut -> LOG.warn(
                            "An event was not acknowledged in time: tenant={} event={} reason={} leftOut={}",
                            event.tenant(),
                            event.id(),
                            reason,
                            leftOut));
            throw new NotAppendedException(reason);
        }
    }

    private static CloudEvent record(WebhookEvent event) {
        return CloudEvent.newBuilder()
                .setTenant(event.tenant())
                .setId(event.id())
                .setSource(event.source())
                .setType(event.type())
                .setTime(event.time())
                .setDatacontenttype(event.data() == null ? null : "application/json")
                .setExtensions(event.extensions())
                .setData(event.data())
                .build();
    }
}
