package io.millrace.gateway.linking;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.documents.Pointers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds every place that may refer to something elsewhere. It knows where tasks stand, so that data which looks like a
 * call, such as the body of a request, is left alone.
 */
final class Places {
    private final List<Place> found = new ArrayList<>();

    private Places() {}

    /** All places of a definition, in the order in which they stand; of its declared functions and extensions too. */
    static List<Place> ofDefinition(JsonNode root) {
        Places places = new Places();
        places.schemas(root, "");
        places.list(root.path("do"), "/do");
        JsonNode use = root.path("use");
        for (Map.Entry<String, JsonNode> function : use.path("functions").properties()) {
            places.task(function.getValue(), Pointers.child("/use/functions", function.getKey()));
        }
        int index = 0;
        for (JsonNode element : use.path("extensions")) {
            for (Map.Entry<String, JsonNode> extension : element.properties()) {
                String pointer = Pointers.child("/use/extensions/" + index, extension.getKey());
                places.list(extension.getValue().path("before"), pointer + "/before");
                places.list(extension.getValue().path("after"), pointer + "/after");
            }
            index++;
        }
        return places.found;
    }

    /**
     * All places of one task.
     *
     * @param pointer where it stands in the definition
     */
    static List<Place> ofTask(JsonNode task, String pointer) {
        Places places = new Places();
        places.task(task, pointer);
        return places.found;
    }

    private void list(JsonNode list, String pointer) {
        if (!list.isArray()) {
            return;
        }
        int index = 0;
        for (JsonNode element : list) {
            for (Map.Entry<String, JsonNode> task : element.properties()) {
                task(task.getValue(), Pointers.child(pointer + "/" + index, task.getKey()));
            }
            index++;
        }
    }

    private void task(JsonNode task, String pointer) {
        schemas(task, pointer);
        JsonNode called = task.path("call");
        if (called.isTextual()) {
            found.add(new Place.OfCall(pointer + "/call", called.textValue()));
        }
        list(task.path("do"), pointer + "/do");
        list(task.path("try"), pointer + "/try");
        list(task.path("catch").path("do"), pointer + "/catch/do");
        list(task.path("fork").path("branches"), pointer + "/fork/branches");
        schemas(task.path("foreach"), pointer + "/foreach");
        list(task.path("foreach").path("do"), pointer + "/foreach/do");
        list(task.path("metadata").path("millrace").path("compensate"), pointer + "/metadata/millrace/compensate");
        // What a task that waits for a callback asks of somebody else is a call too.
        if (called.asText().equals("callback")) {
            task(task.path("with").path("request"), pointer + "/with/request");
        }
    }

    private void schemas(JsonNode owner, String pointer) {
        for (String section : List.of("input", "output", "export")) {
            JsonNode schema = owner.path(section).path("schema");
            String format = schema.path("format").asText("json");
            if (schema.has("resource") && !schema.has("document") && (format + ":").startsWith("json:")) {
                found.add(new Place.OfSchema(pointer + "/" + section + "/schema", schema.path("resource")));
            }
        }
    }
}
