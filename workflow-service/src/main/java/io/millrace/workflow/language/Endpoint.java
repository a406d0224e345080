package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a call with names in it: a URI template of RFC 6570, level 1, anywhere in the address. {@code {name}}
 * stands for a property of the task's input; one that is missing is empty.
 *
 * @param literals the text around the names; one more than there are names
 */
record Endpoint(List<String> literals, List<String> names) implements Expression {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_.%-]+)}");

    /** Reads an address; reported if it cannot be one. */
    static Expression parse(Part part, String text) {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find()) {
            literals.add(text.substring(from, name.start()));
            names.add(name.group(1));
            from = name.end();
        }
        literals.add(text.substring(from));
        if (literals.stream().anyMatch(literal -> literal.contains("{") || literal.contains("}"))) {
            part.problem(
                    "The endpoint `" + text + "` has a brace that is no `{name}`; only simple names of properties of"
                            + " the task's input can stand in braces, or write the whole as `${ ... }`.");
            return new Constant(part.node());
        }
        try {
            // Checked with something in place of the names, so that most mistakes show before anything runs.
            checked(String.join("x", literals));
        } catch (ExpressionException invalid) {
            part.problem(invalid.getMessage());
        }
        return names.isEmpty() ? new Constant(part.node()) : new Endpoint(List.copyOf(literals), List.copyOf(names));
    }

    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        StringBuilder uri = new StringBuilder(literals.getFirst());
        for (int i = 0; i < names.size(); i++) {
            JsonNode value = current.path(names.get(i));
            if (value.isContainerNode()) {
                throw new ExpressionException(
                        "`{" + names.get(i) + "}` in the address of a call must be a text, a number"
                                + " or a boolean, but it is an object or an array.");
            }
            if (!value.isNull()) {
                uri.append(encoded(value.asText()));
            }
            uri.append(literals.get(i + 1));
        }
        return JsonNodeFactory.instance.textNode(checked(uri.toString()));
    }

    /** Percent-encoded (RFC 6570, section 3.2.2); a secret is encoded when its value is put in. */
    private static String encoded(String value) {
        return SecretReferences.in(value) ? SecretReferences.uri(value) : SecretReferences.percentEncoded(value);
    }

    private static String checked(String text) {
        if (SecretReferences.in(text)) {
            // What it will be is known where the step is performed, and is checked there.
            return text;
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException invalid) {
            throw new ExpressionException("The endpoint `" + text + "` is not a URI: " + invalid.getReason() + ".");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) || uri.getRawAuthority() == null) {
            throw new ExpressionException(
                    "The endpoint `" + text + "` must be an absolute address that begins with http:// or https://.");
        }
        return text;
    }

    /** An address that one expression gives. What it gives is taken as it is: names in braces are not looked for. */
    record Computed(Expression expression) implements Expression {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            JsonNode value = expression.evaluate(current, variables);
            if (!value.isTextual()) {
                throw new ExpressionException("The endpoint of a call must be a text.");
            }
            checked(value.textValue());
            return value;
        }
    }
}
