package io.millrace.gateway.resource;

import io.millrace.gateway.json.Json;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * That somebody changes a resource.
 *
 * @param kind kind of the audit record, for example trigger.changed
 * @param tenant owner of the resource
 * @param actor id of the key that was used
 * @param name name of the resource
 * @param now when it was asked
 */
public record ManagementAct(String kind, String tenant, String actor, String name, Instant now) {
    /** An act of the same actor that belongs to this one and concerns another resource of the tenant. */
    public ManagementAct of(String otherKind, String otherName) {
        return new ManagementAct(otherKind, tenant, actor, otherName, now);
    }

    /**
     * The audit record of the act.
     *
     * @param change what was done
     * @param topic topic of the resource, without prefix
     * @param offset of the resource's record, which makes the audit record's id unique
     */
    public AuditRecord record(Change change, String topic, long offset) {
        return record(topic + "/0/" + offset, Json.object().put("change", change.text()))
                .build();
    }

    /**
     * The audit record of the act, to be completed.
     *
     * @param id unique among all audit records
     * @param detail more about what was done; the resource's name is added
     */
    public AuditRecord.Builder record(String id, ObjectNode detail) {
        return AuditRecord.newBuilder()
                .setId(id)
                .setTenant(tenant)
                .setKind(kind)
                .setTime(now)
                .setActor(actor)
                .setOutcome(Outcome.ACCEPTED)
                .setCorrelationId(id)
                .setDetail(new String(Json.bytes(detail.put("name", name)), StandardCharsets.UTF_8));
    }
}
