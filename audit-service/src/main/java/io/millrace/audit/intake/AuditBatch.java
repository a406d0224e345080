package io.millrace.audit.intake;

import java.util.List;
import java.util.Map;

/**
 * What was read at once.
 *
 * @param entries in the order of the log within each partition; may be empty when all of it was unreadable
 * @param spans by partition: the stretch that the batch covers, unreadable records included
 */
public record AuditBatch(List<AuditEntry> entries, Map<Integer, Span> spans) {
    /** Copies both, so that a batch never changes. */
    public AuditBatch {
        entries = List.copyOf(entries);
        spans = Map.copyOf(spans);
    }
}
