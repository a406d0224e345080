package io.millrace.trigger.definition;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one object of a definition and notes every problem with its place, so that all are found at once. */
final class Fields {
    private final String pointer;
    private final @Nullable JsonNode object;
    private final List<TriggerProblem> problems;

    private Fields(String pointer, @Nullable JsonNode object, List<TriggerProblem> problems) {
        this.pointer = pointer;
        this.object = object;
        this.problems = problems;
    }

    static Fields of(JsonNode root, List<TriggerProblem> problems) {
        if (root.isObject()) {
            return new Fields("", root, problems);
        }
        problems.add(new TriggerProblem("", "a trigger is a JSON object"));
        return new Fields("", null, problems);
    }

    /** The object under a key; a problem and an empty one when it is absent or no object. */
    Fields object(String key) {
        JsonNode node = node(key);
        if (node != null && node.isObject()) {
            return new Fields(pointer + "/" + key, node, problems);
        }
        problem(key, node == null ? "is required" : "must be an object");
        return new Fields(pointer + "/" + key, null, problems);
    }

    /** The text under a key, which must be there. */
    String text(String key) {
        String text = optionalText(key);
        if (text == null && object != null && !object.has(key)) {
            problem(key, "is required");
        }
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String key) {
        JsonNode node = node(key);
        if (node == null) {
            return null;
        }
        if (node.isString() && !node.stringValue().isBlank()) {
            return node.stringValue();
        }
        problem(key, "must be a text that is not blank");
        return null;
    }

    int optionalNumber(String key, int least, int most, int otherwise) {
        JsonNode node = node(key);
        if (node == null) {
            return otherwise;
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most) {
            return node.intValue();
        }
        problem(key, "must be a whole number from " + least + " to " + most);
        return otherwise;
    }

    @Nullable
    JsonNode node(String key) {
        return object == null ? null : object.get(key);
    }

    boolean has(String key) {
        return object != null && object.has(key);
    }

    /** False when the object itself was missing, which is a problem already noted. */
    boolean readable() {
        return object != null;
    }

    /** Whatever nobody asked for is a mistake, most often of spelling. */
    void allow(Set<String> keys) {
        if (object == null) {
            return;
        }
        for (String key : object.propertyNames()) {
            if (!keys.contains(key)) {
                problem(
                        key,
                        "is not known here; known are "
                                + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    void problem(String key, String detail) {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        problems.add(new TriggerProblem(pointer + "/" + escaped, key + " " + detail));
    }
}
