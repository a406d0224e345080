package io.millrace.gateway.identity;

import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.ApiKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants of a new key.
 *
 * @param role what the key may do
 * @param label what people call it
 */
public record KeyRequest(Role role, String label) {
    /**
     * Reads the request.
     *
     * @throws Refused as malformed or invalid, naming everything that is wrong
     */
    public static KeyRequest read(byte[] body) {
        DocumentReader reader = DocumentReader.open(body);
        String name = reader.required("role", 40);
        Optional<Role> role = Role.named(name);
        if (role.isEmpty() && !name.isEmpty()) {
            reader.flaw("role", "must be viewer, operator, editor, admin or platform-admin");
        }
        String label = reader.text("label", 200);
        reader.finish();
        return new KeyRequest(role.orElse(Role.VIEWER), label == null ? "" : label);
    }

    /**
     * The key to be stored.
     *
     * @throws Refused as forbidden when it may do more than the caller may
     */
    public ApiKey grant(Caller caller, String tenant, KeyText text, Instant now) {
        if (!caller.may(role)) {
            throw new Refused(new Refusal.Forbidden(
                    "A key of role " + caller.role().text() + " cannot make one of role " + role.text() + "."));
        }
        return record(text, role == Role.PLATFORM_ADMIN ? Caller.EVERY_TENANT : tenant, now);
    }

    /** The record of a key of this role. */
    public ApiKey record(KeyText text, String tenant, Instant now) {
        return ApiKey.newBuilder()
                .setId(text.id())
                .setTenant(tenant)
                .setRole(role.text())
                .setHash(ByteBuffer.wrap(text.hash()))
                .setLabel(label)
                .setCreatedAt(now)
                .build();
    }

    /** Writes a key, without anything of its secret. */
    public static ObjectNode write(ApiKey key) {
        return Json.object()
                .put("id", key.getId())
                .put("tenant", key.getTenant())
                .put("role", key.getRole())
                .put("label", key.getLabel())
                .put("createdAt", key.getCreatedAt().toString());
    }
}
