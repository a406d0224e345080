package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.AuditRecord;

/** Where is written who changed what. */
public interface AuditTrail {
    /**
     * Appends a record and waits until all in-sync replicas hold it. Blocks the calling thread.
     *
     * @throws Refused as unavailable when it takes too long
     */
    void append(AuditRecord act);
}
