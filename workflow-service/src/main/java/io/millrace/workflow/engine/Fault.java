package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.program.StandardErrors;
import org.jspecify.annotations.Nullable;

/**
 * An error of a run, as RFC 9457 and the Open Workflow DSL describe one.
 *
 * @param type URI that names the kind of error
 * @param status 100 to 599
 * @param title the same for every error of the type, or null
 * @param detail what happened this time, or null
 * @param instance JSON pointer of the task that raised it, or null while it is unknown
 */
public record Fault(
        String type,
        int status,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String instance) {

    /** The error that an expression failed with this message; status 400. */
    public static Fault expression(@Nullable String detail) {
        return new Fault(StandardErrors.EXPRESSION, 400, "Expression error", detail, null);
    }

    /** The error that something is set up wrongly; status 400. */
    public static Fault configuration(String detail) {
        return new Fault(StandardErrors.CONFIGURATION, 400, "Configuration error", detail, null);
    }

    static Fault validation(String detail) {
        return new Fault(StandardErrors.VALIDATION, 400, "Validation error", detail, null);
    }

    static Fault timeout(String detail) {
        return new Fault(StandardErrors.TIMEOUT, 408, "Timeout", detail, null);
    }

    static Fault runtime(String detail) {
        return new Fault(StandardErrors.RUNTIME, 500, "Runtime error", detail, null);
    }

    /** The same error, raised by the task at a pointer unless it says another one already. */
    Fault raisedBy(String pointer) {
        return instance == null ? new Fault(type, status, title, detail, pointer) : this;
    }

    /** The error as expressions see it; absent fields are left out. */
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type);
        json.put("status", status);
        putUnlessNull(json, "title", title);
        putUnlessNull(json, "detail", detail);
        putUnlessNull(json, "instance", instance);
        return json;
    }

    /** Reads what {@link #toJson()} wrote; missing type and status become a runtime error. */
    public static Fault of(JsonNode json) {
        return new Fault(
                json.path("type").asText(StandardErrors.RUNTIME),
                json.path("status").asInt(500),
                text(json, "title"),
                text(json, "detail"),
                text(json, "instance"));
    }

    private static void putUnlessNull(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
