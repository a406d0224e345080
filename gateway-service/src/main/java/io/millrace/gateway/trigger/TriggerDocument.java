package io.millrace.gateway.trigger;

import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trigger as JSON. The rules for webhooks are those by which trigger-service reads them; a trigger that it would not
 * understand is refused here, where somebody can still correct it.
 */
public final class TriggerDocument {
    private static final String WEBHOOK = "webhook";
    private static final Set<String> LATER = Set.of("schedule", "mqtt", "kafka", "amqp", "rocketmq", "object-storage");
    private static final Set<String> TIMED_SCHEMES = Set.of("stripe", "slack", "standard");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String RESERVED_TYPES = "io.millrace.";
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern EVENT_TYPE = Pattern.compile("[\\x21-\\x7e]{1,256}");
    // A token of RFC 9110, section 5.6.2.
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final int LONGEST_TOLERANCE_SECONDS = 3_600;

    private TriggerDocument() {}

    /**
     * Reads a trigger.
     *
     * @param before the trigger that it replaces, or null
     * @throws Refused as malformed or invalid, naming everything that is wrong
     */
    public static Trigger read(String tenant, String name, byte[] body, @Nullable Trigger before, Instant now) {
        DocumentReader reader = DocumentReader.open(body);
        String type = reader.required("type", 40);
        if (LATER.contains(type)) {
            reader.flaw("type", "is " + type + ", which is not supported by this version: use webhook");
            reader.ignoreOthers();
        } else if (type.equals(WEBHOOK)) {
            webhook(reader);
        } else {
            if (!type.isEmpty()) {
                reader.flaw("type", "is not a kind of trigger: use webhook");
            }
            reader.ignoreOthers();
        }
        reader.finish();
        return Trigger.newBuilder()
                .setTenant(tenant)
                .setName(name)
                .setType(type)
                .setDefinition(new String(Json.bytes(reader.node()), StandardCharsets.UTF_8))
                .setRevision(before == null ? 1 : before.getRevision() + 1)
                .setUpdatedAt(now)
                .build();
    }

    /** Writes a trigger: its definition, and what the gateway knows of it. */
    public static ObjectNode write(Versioned<Trigger> trigger) {
        Trigger value = trigger.value();
        ObjectNode node = Json.object();
        node.put("name", value.getName());
        node.setAll((ObjectNode) Json.parse(value.getDefinition().getBytes(StandardCharsets.UTF_8)));
        node.put("revision", value.getRevision());
        node.put("updatedAt", value.getUpdatedAt().toString());
        return node;
    }

    /** Whether two states are the same definition. */
    public static boolean same(Trigger one, Trigger other) {
        return one.getDefinition().equals(other.getDefinition());
    }

    private static void webhook(DocumentReader reader) {
        reader.text("description", 1_000);
        authentication(reader);
        target(reader);
        methods(reader);
        if (reader.has("deduplicate")) {
            deduplicate(reader.object("deduplicate"));
        } else {
            reader.ignore("deduplicate");
        }
    }

    private static void authentication(DocumentReader reader) {
        DocumentReader fields = reader.object("authentication");
        if (!reader.has("authentication")) {
            reader.flaw("authentication", "is missing: say who is believed, for example {\"scheme\": \"none\"}");
            return;
        }
        String scheme = fields.required("scheme", 20);
        switch (scheme) {
            case "none", "" -> {}
            case "github" -> secret(fields);
            case "token" -> {
                secret(fields);
                matching(fields, "header", HEADER, "must be the name of an HTTP header");
            }
            default -> {
                if (TIMED_SCHEMES.contains(scheme)) {
                    secret(fields);
                    fields.number("toleranceSeconds", 1, LONGEST_TOLERANCE_SECONDS, 1);
                } else {
                    fields.flaw("scheme", "must be github, stripe, slack, standard, token or none");
                    fields.ignoreOthers();
                }
            }
        }
    }

    private static void secret(DocumentReader fields) {
        String secret = fields.required("secret", 63);
        if (!secret.isEmpty() && !LABEL.matcher(secret).matches()) {
            fields.flaw(
                    "secret",
                    "must be the name of a secret of the tenant: lower-case letters, digits and hyphens, at most 63");
        }
    }

    private static void target(DocumentReader reader) {
        DocumentReader target = reader.object("target");
        if (target.has("workflow") == target.has("event")) {
            reader.flaw("target", "must name either a workflow or an event");
            target.ignoreOthers();
            return;
        }
        if (target.has("workflow")) {
            matching(
                    target,
                    "workflow",
                    LABEL,
                    "must be the name of a workflow: lower-case letters, digits and hyphens, at most 63");
            return;
        }
        String type = matching(
                target, "event", EVENT_TYPE, "must be a CloudEvents type: visible ASCII, at most 256 characters");
        if (type != null && type.startsWith(RESERVED_TYPES)) {
            target.flaw("event", "must not begin with " + RESERVED_TYPES + ", which Millrace keeps for itself");
        }
    }

    private static void methods(DocumentReader reader) {
        boolean present = reader.has("methods");
        List<String> methods = reader.texts("methods", METHODS.size());
        if (present && (methods.isEmpty() || !METHODS.containsAll(methods))) {
            reader.flaw("methods", "must be a list of at least one of GET, POST, PUT, PATCH and DELETE");
        }
    }

    private static void deduplicate(DocumentReader fields) {
        if (fields.has("header") == fields.has("pointer")) {
            fields.flaw("", "must hold either header or pointer");
            fields.ignoreOthers();
            return;
        }
        matching(fields, "header", HEADER, "must be the name of an HTTP header");
        String pointer = fields.text("pointer", 500);
        if (pointer != null && !isPointer(pointer)) {
            fields.flaw("pointer", "must be a JSON pointer (RFC 6901), for example /id");
        }
    }

    private static boolean isPointer(String text) {
        return text.startsWith("/");
    }

    private static @Nullable String matching(DocumentReader fields, String field, Pattern rule, String detail) {
        String text = fields.text(field, 1_000);
        if (text != null && !rule.matcher(text).matches()) {
            fields.flaw(field, detail);
            return null;
        }
        return text;
    }
}
