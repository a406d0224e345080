package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code .}, {@code .a.b}, {@code $v} or {@code $v.a.b}: most expressions of real definitions, answered without jq.
 * Paths of secrets are not among them.
 *
 * @param variable where the path starts; {@code null} = at {@code .}
 */
record PathExpression(String text, @Nullable String variable, List<String> fields) implements Expression {

    private static final Pattern SHAPE = Pattern.compile(
            "\\s*(?:\\.|\\$(?<variable>[A-Za-z_]\\w*)(?=[\\s.]|$)|(?=\\.))(?<fields>(?:\\.?[A-Za-z_]\\w*)"
                    + "(?:\\.[A-Za-z_]\\w*)*)?\\s*");

    static Optional<PathExpression> of(String jq, Set<String> variables) {
        Matcher shape = SHAPE.matcher(jq);
        if (!shape.matches()) {
            return Optional.empty();
        }
        String variable = shape.group("variable");
        if (variable != null && (!variables.contains(variable) || variable.equals(SecretPath.VARIABLE))) {
            return Optional.empty();
        }
        String fields = shape.group("fields");
        List<String> path = fields == null
                ? List.of()
                : List.of((fields.startsWith(".") ? fields.substring(1) : fields).split("\\."));
        return Optional.of(new PathExpression(jq.strip(), variable, path));
    }

    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        JsonNode node = current;
        if (variable != null) {
            JsonNode value = variables.get(variable);
            if (value == null) {
                throw JqExpression.missing(text, variable);
            }
            node = value;
        }
        for (String field : fields) {
            if (node.isObject()) {
                JsonNode value = node.get(field);
                node = value == null ? NullNode.getInstance() : value;
            } else if (!node.isNull()) {
                throw new ExpressionException("`" + text + "` failed: there is no \"" + field + "\" in a value of type "
                        + Kinds.of(node) + ".");
            }
        }
        return node;
    }
}
