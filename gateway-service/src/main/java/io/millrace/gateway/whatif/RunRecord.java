package io.millrace.gateway.whatif;

import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.RecordedInput;
import io.millrace.records.RetryRun;
import io.millrace.records.RunInput;
import io.millrace.records.StartRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is recorded of a run.
 *
 * @param tenant its owner
 * @param id the run, 26 characters
 * @param status where it stands: running, completed …
 * @param inputs in the order of the log
 * @param hashes of the definitions that it was pinned to
 */
public record RunRecord(String tenant, String id, String status, List<RecordedInput> inputs, Set<String> hashes) {
    /** Copies the collections it is given. */
    public RunRecord {
        inputs = List.copyOf(inputs);
        hashes = Set.copyOf(hashes);
    }

    /** What the audit says of a run; its records are in the order of the log. */
    public static RunRecord of(String tenant, String id, List<AuditRecord> audit) {
        List<RecordedInput> inputs = new ArrayList<>();
        Set<String> hashes = new LinkedHashSet<>();
        String status = "pending";
        for (AuditRecord record : audit) {
            RunInput input = record.getInput();
            if (input == null) {
                continue;
            }
            boolean accepted = record.getOutcome() == Outcome.ACCEPTED;
            inputs.add(new RecordedInput(record.getTime(), accepted, input));
            if (accepted && record.getStatus() != null) {
                status = record.getStatus();
            }
            if (input.getPayload() instanceof StartRun start) {
                hashes.add(start.getDefinitionHash());
            } else if (input.getPayload() instanceof RetryRun retry && retry.getDefinition() != null) {
                hashes.add(retry.getDefinition().getHash());
            }
        }
        return new RunRecord(tenant, id, status, inputs, hashes);
    }
}
