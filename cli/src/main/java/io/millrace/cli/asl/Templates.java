package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.jsonata.Jsonata;
import io.millrace.cli.jsonpath.JsonPath;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates values with expressions in them. What cannot be translated is reported, and null stands in its place. */
enum Templates {
    /** An expression stands in a property whose name ends with {@code .$}. */
    JSON_PATH,

    /** An expression is a text between {@code {%} and {@code %}}. */
    JSONATA;

    private static final Value NOTHING = new Value.Fixed(NullNode.getInstance());
    private static final String MARK = ".$";

    /** A value with expressions in it. */
    Value template(Field field, Surroundings surroundings) {
        if (field.node().isObject()) {
            Map<String, Value> members = new LinkedHashMap<>();
            for (Field member : field.properties()) {
                boolean marked = this == JSON_PATH && member.name().endsWith(MARK);
                members.put(
                        marked ? bare(member.name()) : member.name(),
                        marked ? expression(member, surroundings) : template(member, surroundings));
            }
            return new Value.Members(members);
        }
        if (field.node().isArray()) {
            List<Value> elements = new ArrayList<>();
            field.elements().forEach(element -> elements.add(template(element, surroundings)));
            return new Value.Elements(elements);
        }
        return this == JSONATA && isJsonata(field) ? expression(field, surroundings) : new Value.Fixed(field.value());
    }

    private static String bare(String name) {
        return name.substring(0, name.length() - MARK.length());
    }

    /** A property of a template, whether it is written down or computed. */
    Optional<Value> member(Field template, String name, Surroundings surroundings) {
        if (this == JSON_PATH && template.has(name + MARK)) {
            return template.get(name + MARK).map(field -> expression(field, surroundings));
        }
        return template.get(name).map(field -> template(field, surroundings));
    }

    /** A text that is an expression as a whole. */
    Value expression(Field field, Surroundings surroundings) {
        Optional<String> text = field.text();
        if (text.isEmpty()) {
            return NOTHING;
        }
        try {
            Jq jq = this == JSONATA
                    ? Jsonata.translate(inside(text.get()), surroundings)
                    : JsonPath.translate(text.get(), surroundings);
            return new Value.Computed(jq);
        } catch (Untranslatable untranslatable) {
            field.lost("The expression `" + text.get() + "` was left out: " + untranslatable.reason()
                    + ". `null` stands in its place.");
            return NOTHING;
        }
    }

    /** Whether a text is written between {@code {%} and {@code %}}. */
    static boolean isJsonata(Field field) {
        String text = field.node().isTextual() ? field.node().textValue().strip() : "";
        return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
    }

    private static String inside(String text) throws Untranslatable {
        String stripped = text.strip();
        if (!stripped.startsWith("{%") || !stripped.endsWith("%}") || stripped.length() < 4) {
            throw new Untranslatable("it should stand between `{%` and `%}`");
        }
        return stripped.substring(2, stripped.length() - 2);
    }
}
