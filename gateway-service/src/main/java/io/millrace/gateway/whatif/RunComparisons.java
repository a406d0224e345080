package io.millrace.gateway.whatif;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.AuditRecord;
import io.millrace.records.RunCompared;
import java.util.List;

/** Has runs compared by whoever can play them. */
public interface RunComparisons {
    /**
     * Compares a run. Blocks the calling thread.
     *
     * @param draft the definition to compare with, as canonical JSON text
     * @param definitions the versions that the run was pinned to, as canonical JSON text
     * @param matchArguments whether a recorded answer counts only for a task that asks with the same arguments
     * @throws Refused as too large when the run has more inputs than one record holds, as unavailable when there is no
     *     answer in time
     */
    RunCompared compare(RunRecord run, String draft, List<String> definitions, boolean matchArguments);

    /**
     * Reads audit records as audit-service passes them on: each behind its number of bytes in four bytes.
     *
     * @throws IllegalArgumentException when they are cut off
     */
    List<AuditRecord> records(byte[] bytes);
}
