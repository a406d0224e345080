package io.millrace.schemas;

import io.millrace.records.CloudEvent;

/**
 * The key of an event in its topic: events with the same key keep their order. It is the tenant and then the attribute
 * {@code partitionkey} (CloudEvents Partitioning extension), else the subject, else source and id, which gives every
 * event a key of its own.
 */
public final class EventKey {
    private static final String PARTITION_KEY = "partitionkey";

    private EventKey() {}

    /** The key of an event, beginning with its tenant and a slash. */
    public static String of(CloudEvent event) {
        String own = event.getExtensions().get(PARTITION_KEY);
        String subject = event.getSubject();
        if (own == null) {
            own = subject == null ? event.getSource() + "#" + event.getId() : subject;
        }
        return event.getTenant() + "/" + own;
    }
}
