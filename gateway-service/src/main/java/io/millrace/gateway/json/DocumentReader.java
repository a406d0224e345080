package io.millrace.gateway.json;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Takes the fields of a JSON document one by one and collects everything that is wrong with it, so that the sender
 * learns all of it at once. A field that nobody took is wrong too. {@link #finish()} refuses a flawed document.
 */
public final class DocumentReader {
    private final byte[] source;
    private final JsonNode node;
    private final String pointer;
    private final List<Flaw> flaws;
    private final Set<String> taken = new HashSet<>();
    private final List<DocumentReader> children = new ArrayList<>();

    private DocumentReader(byte[] source, JsonNode node, String pointer, List<Flaw> flaws) {
        this.source = source;
        this.node = node;
        this.pointer = pointer;
        this.flaws = flaws;
        if (!node.isObject()) {
            flaw("", "must be an object");
        }
    }

    /**
     * Opens a document.
     *
     * @throws Refused as malformed when the bytes are no JSON
     */
    public static DocumentReader open(byte[] body) {
        return new DocumentReader(body, Json.parse(body), "", new ArrayList<>());
    }

    /** The document as it was read. */
    public JsonNode node() {
        return node;
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        JsonNode value = node.get(field);
        return value != null && !value.isNull();
    }

    /** Takes an object; an absent one is read as empty. */
    public DocumentReader object(String field) {
        JsonNode value = take(field);
        DocumentReader child = new DocumentReader(
                source, value == null ? Json.object() : value, pointer + "/" + escaped(field), flaws);
        children.add(child);
        return child;
    }

    /** Takes a text that need not be there. */
    public @Nullable String text(String field, int longest) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            flaw(field, "must be a string");
            return null;
        }
        String text = value.stringValue();
        if (text.length() > longest) {
            flaw(field, "has " + text.length() + " characters but may have at most " + longest);
        }
        return text;
    }

    /** Takes a text that must be there; an empty text stands in for a missing one, so that reading can go on. */
    public String required(String field, int longest) {
        if (!has(field)) {
            taken.add(field);
            flaw(field, "is missing: set it to a string");
            return "";
        }
        String text = text(field, longest);
        return text == null ? "" : text;
    }

    /** Takes a whole number. */
    public long number(String field, long least, long most, long fallback) {
        JsonNode value = take(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            flaw(field, "must be a whole number");
            return fallback;
        }
        long number = value.longValue();
        if (number < least || number > most) {
            flaw(field, "is " + number + " but must be between " + least + " and " + most);
            return fallback;
        }
        return number;
    }

    /** Takes true or false; an absent one is read as {@code fallback}. */
    public boolean flag(String field, boolean fallback) {
        JsonNode value = take(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            flaw(field, "must be true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    /** Takes a list of texts; an absent one is read as empty. */
    public List<String> texts(String field, int most) {
        JsonNode value = take(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            flaw(field, "must be an array of at most " + most + " strings");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (item.isString()) {
                texts.add(item.stringValue());
            } else {
                flaw(field + "/" + i, "must be a string");
            }
        }
        return texts;
    }

    /** Takes a field whatever it holds. */
    public void ignore(String field) {
        take(field);
    }

    /** Takes all fields whatever they hold. */
    public void ignoreOthers() {
        taken.addAll(node.propertyNames());
    }

    /**
     * Notes something that is wrong.
     *
     * @param field name of the field below this object, a path below it, or empty for the object itself
     */
    public void flaw(String field, String detail) {
        flaws.add(Flaw.at(field.isEmpty() ? pointer : pointer + "/" + field, detail));
    }

    /**
     * Ends the reading.
     *
     * @throws Refused as invalid when anything was wrong, with every flaw and its place
     */
    public void finish() {
        noteUnknownFields();
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Invalid(
                    flaws.size() == 1
                            ? "The document has an error: " + whole(flaws.getFirst())
                            : "The document has " + flaws.size() + " errors; see errors.",
                    placed()));
        }
    }

    private void noteUnknownFields() {
        for (String name : node.propertyNames()) {
            if (!taken.contains(name)) {
                flaw(escaped(name), "is not known here: remove it or correct its name");
            }
        }
        children.forEach(DocumentReader::noteUnknownFields);
    }

    private static String whole(Flaw flaw) {
        return (flaw.pointer().isEmpty() ? "it" : flaw.pointer()) + " " + flaw.detail() + ".";
    }

    // Places cost a second reading, so only a flawed document is read for them.
    private List<Flaw> placed() {
        Map<String, TokenStreamLocation> places = new HashMap<>();
        try (JsonParser parser = Json.parser(source)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
                    var context = parser.streamReadContext();
                    String at = token.isStructStart()
                            ? context.getParent().pathAsPointer().toString()
                            : context.pathAsPointer().toString();
                    places.putIfAbsent(at, parser.currentTokenLocation());
                }
            }
        }
        return flaws.stream()
                .map(flaw -> {
                    TokenStreamLocation place = places.get(flaw.pointer());
                    return place == null
                            ? flaw
                            : new Flaw(flaw.pointer(), place.getLineNr(), place.getColumnNr(), flaw.detail());
                })
                .toList();
    }

    private @Nullable JsonNode take(String field) {
        taken.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
