package io.millrace.audit.intake;

import io.millrace.records.AuditRecord;
import java.util.OptionalLong;

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
    private static final String RUN_INPUT = "run.input";

    /** The entry's place as one number, see {@link LogPlace}. */
    public long packedPlace() {
        return LogPlace.packed(partition, offset);
    }

    /**
     * When the record is about an input of a run: the input's offset in run-inputs. Together with the run it names the
     * record, because an input is recorded once; any other record is named by its id.
     */
    public OptionalLong runInput() {
        return audit.getRunId() != null
                        && audit.getPosition() != null
                        && audit.getKind().equals(RUN_INPUT)
                ? OptionalLong.of(audit.getPosition().getOffset())
                : OptionalLong.empty();
    }
}
