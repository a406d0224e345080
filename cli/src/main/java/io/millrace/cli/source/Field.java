package io.millrace.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of a source. Asking for one takes it: whoever asks has to map it or to say what became of it.
 *
 * @param node the value
 * @param pointer where it stands, as an RFC 6901 JSON pointer
 * @param name its own name, or its index
 * @param ledger the account of the source
 */
public record Field(JsonNode node, String pointer, String name, Ledger ledger) {

    /** In seconds, a little less than the longest duration of the language. */
    private static final long LARGEST = 3_000_000_000L;

    private static final int LONGEST_QUOTE = 60;

    static String child(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String shorten(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private Field at(String child, JsonNode value) {
        return new Field(value, child(pointer, child), child, ledger);
    }

    /** Whether there is such a property, without taking it. */
    public boolean has(String property) {
        return node.has(property);
    }

    /** Takes a property. */
    public Optional<Field> get(String property) {
        JsonNode value = node.get(property);
        if (value == null || !node.isObject()) {
            return Optional.empty();
        }
        ledger.take(child(pointer, property));
        return Optional.of(at(property, value));
    }

    /** Takes the first of several properties that is there; the others stay untaken. */
    public Optional<Field> first(String... properties) {
        for (String property : properties) {
            if (has(property)) {
                return get(property);
            }
        }
        return Optional.empty();
    }

    /** Looks at a property without taking it. */
    public Optional<Field> peek(String property) {
        JsonNode value = node.isObject() ? node.get(property) : null;
        return Optional.ofNullable(value).map(found -> at(property, found));
    }

    /** Takes all properties of an object; none if it is something else, which is then reported. */
    public List<Field> properties() {
        if (!node.isObject()) {
            lost("This should be an object, and was left out.");
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        node.properties().forEach(entry -> {
            ledger.take(child(pointer, entry.getKey()));
            fields.add(at(entry.getKey(), entry.getValue()));
        });
        return fields;
    }

    /** Takes all elements of an array; none if it is something else, which is then reported. */
    public List<Field> elements() {
        if (!node.isArray()) {
            lost("This should be an array, and was left out.");
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            ledger.take(child(pointer, String.valueOf(i)));
            fields.add(at(String.valueOf(i), node.get(i)));
        }
        return fields;
    }

    /** The value with all that is in it, taken. */
    public JsonNode value() {
        ledger.takeWhole(pointer);
        return node;
    }

    /** The text of a value; reported if it is none. */
    public Optional<String> text() {
        if (!node.isTextual()) {
            value();
            lost("`" + shorten(name) + "` should be a text, and was left out.");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** Takes the text of a property; reported if it is something else. */
    public Optional<String> text(String property) {
        return get(property).flatMap(Field::text);
    }

    /** A number that is not negative; reported if it is none. */
    public Optional<BigDecimal> number() {
        // Compared as double first: an exact 1e999999999 would take all memory.
        if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= LARGEST)) {
            value();
            lost("`" + shorten(name) + "` should be a number from 0 to " + LARGEST + ", and was left out.");
            return Optional.empty();
        }
        return Optional.of(node.isIntegralNumber() ? node.decimalValue() : BigDecimal.valueOf(node.asDouble()));
    }

    /** Takes a property that is a number and not negative; reported if it is something else. */
    public Optional<BigDecimal> number(String property) {
        return get(property).flatMap(Field::number);
    }

    /** Whether a property, which is taken, is there and true; reported if it is no boolean. */
    public boolean isTrue(String property) {
        return get(property)
                .map(flag -> {
                    if (!flag.node.isBoolean()) {
                        flag.value();
                        flag.lost("`" + property + "` should be true or false, and was left out.");
                    }
                    return flag.node.asBoolean(false);
                })
                .orElse(false);
    }

    /** Reports the value, with all that is in it, as something nothing stands for. */
    public void lost(String sentence) {
        ledger.takeWhole(pointer);
        ledger.add(Finding.Kind.LOST, pointer, sentence);
    }

    /** Reports that what stands for the value does something else in some cases. */
    public void different(String sentence) {
        ledger.add(Finding.Kind.DIFFERENT, pointer, sentence);
    }

    /** Reports that what stands for the value has to be completed by a person. */
    public void open(String sentence) {
        ledger.add(Finding.Kind.OPEN, pointer, sentence);
    }

    /** Ends the import: without this value nothing can be made of the source. */
    public UnreadableSource unreadable(String sentence) {
        return new UnreadableSource(ledger.place(pointer), sentence);
    }
}
