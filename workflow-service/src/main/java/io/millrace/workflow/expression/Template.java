package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.documents.Pointers;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value with expressions inside: every text in it that is written {@code ${...}} is evaluated, the rest is copied. */
public sealed interface Template extends Expression {

    /** Compiles the expressions a template is made of. */
    @FunctionalInterface
    interface Compiler {
        /**
         * Compiles one expression.
         *
         * @param jq without {@code ${ }}
         * @param pointer JSON pointer of the text within the definition
         */
        Expression compile(String jq, String pointer);

        /**
         * What a text stands for that is not written {@code ${...}}.
         *
         * @return the text itself unless such texts are expressions too
         */
        default Expression literal(JsonNode text) {
            return new Constant(text);
        }
    }

    /** An object of which at least one value is not constant. */
    record Fields(Map<String, Expression> fields) implements Template {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, value) -> object.set(name, value.evaluate(current, variables)));
            return object;
        }
    }

    /** An array of which at least one element is not constant. */
    record Elements(List<Expression> elements) implements Template {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            elements.forEach(element -> array.add(element.evaluate(current, variables)));
            return array;
        }
    }

    /**
     * Compiles a template.
     *
     * @param pointer JSON pointer of the template within the definition
     * @return a {@link Constant} if there is no expression in it
     */
    static Expression of(JsonNode template, String pointer, Compiler compiler) {
        return Budgeted.of(part(template, pointer, compiler));
    }

    private static Expression part(JsonNode template, String pointer, Compiler compiler) {
        if (template.isTextual()) {
            Optional<String> jq = Expressions.embedded(template.textValue());
            return jq.isPresent() ? compiler.compile(jq.get(), pointer) : compiler.literal(template);
        }
        if (template.isObject()) {
            Map<String, Expression> fields = new LinkedHashMap<>();
            template.properties()
                    .forEach(field -> fields.put(
                            field.getKey(), part(field.getValue(), Pointers.child(pointer, field.getKey()), compiler)));
            return isConstant(fields.values()) ? new Constant(template) : new Fields(fields);
        }
        if (template.isArray()) {
            List<Expression> elements = new ArrayList<>();
            for (JsonNode element : template) {
                elements.add(part(element, pointer + "/" + elements.size(), compiler));
            }
            return isConstant(elements) ? new Constant(template) : new Elements(elements);
        }
        return new Constant(template);
    }

    private static boolean isConstant(Iterable<Expression> parts) {
        for (Expression part : parts) {
            if (!(part instanceof Constant)) {
                return false;
            }
        }
        return true;
    }
}
