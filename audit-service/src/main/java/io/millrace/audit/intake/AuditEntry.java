package io.millrace.audit.intake;

import io.millrace.records.AuditRecord;

/**
 * One audit record as it stands in the log.
 *
 * @param partition of the audit topic, from 0
 * @param offset from 0
 * @param value the bytes of the log in the wire format; not to be changed
 * @param audit the same, decoded
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through, never compared
public record AuditEntry(int partition, long offset, byte[] value, AuditRecord audit) {
    /** The entry's place as one number, see {@link LogPlace}. */
    public long packedPlace() {
        return LogPlace.packed(partition, offset);
    }
}
