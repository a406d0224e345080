package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates values with expressions in them. What cannot be translated is reported, and null stands in its place. */
final class Values {

    private static final String MARK = ".$";

    private Values() {}

    /** A constructor: a property whose name ends with {@code .$} is computed. */
    static Value template(Field field, Roots roots) {
        if (field.node().isObject()) {
            Map<String, Value> members = new LinkedHashMap<>();
            for (Field member : field.properties()) {
                boolean marked = member.name().endsWith(MARK);
                members.put(
                        marked ? member.name().substring(0, member.name().length() - MARK.length()) : member.name(),
                        marked ? expression(member, roots) : template(member, roots));
            }
            return new Value.Members(members);
        }
        if (field.node().isArray()) {
            List<Value> elements = new ArrayList<>();
            field.elements().forEach(element -> elements.add(template(element, roots)));
            return new Value.Elements(elements);
        }
        return new Value.Fixed(field.value());
    }

    /** A property of a constructor, whether it is written down or computed. */
    static Optional<Value> member(Field template, Roots roots, String... names) {
        for (String name : names) {
            if (template.has(name + MARK)) {
                return template.get(name + MARK).map(field -> expression(field, roots));
            }
            if (template.has(name)) {
                return template.get(name).map(field -> template(field, roots));
            }
        }
        return Optional.empty();
    }

    /** A text that is an expression as a whole. */
    static Value expression(Field field, Roots roots) {
        String text = field.text().orElse("null");
        try {
            return new Value.Computed(FlowExpression.translate(text, roots));
        } catch (Untranslatable untranslatable) {
            field.lost("The expression `" + text + "` was left out: " + untranslatable.reason()
                    + ". `null` stands in its place.");
            return new Value.Fixed(NullNode.getInstance());
        }
    }

    /** A value that is an expression if it is a text that begins with {@code $}. */
    static Value source(Field field, Roots roots) {
        return field.node().isTextual() && field.node().textValue().startsWith("$")
                ? expression(field, roots)
                : new Value.Fixed(field.value());
    }

    /** An object made by a list of {@code {target, source}}. */
    static Value mappings(Field list, Roots roots) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Field mapping : list.elements()) {
            Optional<String> target = mapping.text("target");
            Optional<Field> source = mapping.get("source");
            if (target.isEmpty() || source.isEmpty()) {
                mapping.lost("A mapping needs `target` and `source`.");
            } else {
                members.put(target.get(), source(source.get(), roots));
            }
        }
        return new Value.Members(members);
    }
}
