package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.documents.Pointers;
import io.millrace.schemas.documents.Scalars;
import io.millrace.workflow.expression.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a definition: a value, the place it stands at, and where to report what is wrong with it.
 */
record Part(JsonNode node, String pointer, Problems problems) {

    void problem(String detail) {
        problems.add(pointer, detail);
    }

    /** A property, if it is given; one that is null counts as not given. */
    Optional<Part> get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(child(name, value));
    }

    /** A property that must be given; reported if it is not. */
    Optional<Part> required(String name, String owner) {
        Optional<Part> value = get(name);
        if (value.isEmpty()) {
            problem(owner + " needs `" + name + "`.");
        }
        return value;
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    List<Part> properties() {
        return node.properties().stream()
                .map(property -> child(property.getKey(), property.getValue()))
                .toList();
    }

    List<Part> elements() {
        List<Part> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(new Part(element, pointer + "/" + elements.size(), problems));
        }
        return elements;
    }

    /** The name under which this part stands in the one around it. */
    String name() {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private Part child(String name, JsonNode value) {
        return new Part(value, Pointers.child(pointer, name), problems);
    }

    /** Whether this is an object; reported if it is not. */
    boolean isObject(String what) {
        if (!node.isObject()) {
            problem(what + " must be an object, but this is " + kind() + ".");
        }
        return node.isObject();
    }

    /** Whether this is an array; reported if it is not. */
    boolean isArray(String what) {
        if (!node.isArray()) {
            problem(what + " must be a list, but this is " + kind() + ".");
        }
        return node.isArray();
    }

    /** The text this is; reported if it is none. */
    Optional<String> text(String what) {
        if (!node.isTextual()) {
            String hint = node.isNumber() || node.isBoolean() ? "; put it in quotes" : "";
            problem(what + " must be a text, but this is " + kind() + hint + ".");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** One of some words; reported if it is another. */
    Optional<String> word(String what, List<String> words) {
        Optional<String> text = text(what);
        if (text.isPresent() && !words.contains(text.get())) {
            problem(what + " must be one of " + list(words) + ", not `" + text.get() + "`."
                    + NearMiss.hint(text.get(), words.stream()));
            return Optional.empty();
        }
        return text;
    }

    /** The whole number this is; reported if it is none, or out of range. */
    Optional<Integer> whole(String what, int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            problem(what + " must be a whole number "
                    + (most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most) + ".");
            return Optional.empty();
        }
        return Optional.of(node.intValue());
    }

    Optional<Boolean> bool(String what) {
        if (!node.isBoolean()) {
            problem(what + " must be true or false, but this is " + kind() + ".");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /**
     * Reports properties that do not exist in this place.
     *
     * @param owner what has the properties, for the sentence
     */
    void allow(String owner, List<String> known) {
        allow(owner, known, List.of());
    }

    /**
     * As {@link #allow(String, List)}.
     *
     * @param notYet properties of the language that this version does not support
     */
    void allow(String owner, List<String> known, List<String> notYet) {
        for (Part property : properties()) {
            String name = property.name();
            if (notYet.contains(name)) {
                property.problem("`" + name + "` of " + owner + " is not supported by this version of Millrace.");
            } else if (!known.contains(name)) {
                Stream<String> absent =
                        Stream.concat(known.stream(), notYet.stream()).filter(other -> !has(other));
                String hint = NearMiss.hint(name, absent);
                property.problem("`" + name + "` is not a property of " + owner + "."
                        + (hint.isEmpty() ? " It may have " + list(known) + "." : hint));
            }
        }
    }

    static String list(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> "null";
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> String.valueOf(node.booleanValue());
            case NUMBER -> "the number " + node;
            case STRING, BINARY -> "the text `" + Scalars.shorten(node.asText()) + "`";
        };
    }
}
