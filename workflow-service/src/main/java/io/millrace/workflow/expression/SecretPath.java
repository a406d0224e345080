package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.schemas.SecretReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.FieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.IdentifierFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.StringFieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import org.jspecify.annotations.Nullable;

/**
 * {@code $secrets.name} or {@code $secrets.name.field}, with names that stand in the expression: replaced by its
 * reference when the expression is compiled, because nobody knows the fields of a secret when it is evaluated.
 *
 * @param names the secret's, and those of the fields on the way into it
 */
record SecretPath(List<String> names) {

    static final String VARIABLE = "secrets";

    /** Such a path, if an expression is one that goes at least as far as the name of a secret. */
    static Optional<SecretPath> of(Expression expression) {
        List<String> names = new ArrayList<>();
        Expression at = expression;
        while (at instanceof FieldAccess access) {
            String name = name(access);
            if (name == null) {
                return Optional.empty();
            }
            names.addFirst(name);
            at = (Expression) Metering.value(access, "target");
        }
        return at instanceof VariableAccess variable
                        && Metering.value(variable, "name").equals(VARIABLE)
                        && !names.isEmpty()
                ? Optional.of(new SecretPath(List.copyOf(names)))
                : Optional.empty();
    }

    private static @Nullable String name(FieldAccess access) {
        return switch (access) {
            case IdentifierFieldAccess identifier -> (String) Metering.value(identifier, "field");
            case StringFieldAccess quoted -> literal(Metering.value(quoted, "field"));
            case BracketFieldAccess bracket
            when Metering.valueIfAny(bracket, "endExpr") == null -> literal(Metering.valueIfAny(bracket, "startExpr"));
            default -> null;
        };
    }

    private static @Nullable String literal(@Nullable Object part) {
        return part instanceof StringLiteral text ? text.value().textValue() : null;
    }

    String secret() {
        return names.getFirst();
    }

    /** The text that stands for the value. */
    TextNode reference() {
        List<String> fields = names.subList(1, names.size());
        return new TextNode(
                fields.isEmpty()
                        ? SecretReferences.to(secret())
                        : SecretReferences.to(
                                secret(),
                                fields.stream()
                                        .map(field -> field.replace("~", "~0").replace("/", "~1"))
                                        .collect(Collectors.joining("/"))));
    }
}
