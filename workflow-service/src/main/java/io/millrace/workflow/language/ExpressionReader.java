package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.expression.Budgeted;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the places of a definition where an expression may or must stand. What it cannot read it reports, and gives a
 * stand-in for: the definition is refused anyway.
 */
final class ExpressionReader {

    private static final List<String> DURATION_UNITS = List.of("days", "hours", "minutes", "seconds", "milliseconds");
    private static final Constant STAND_IN = new Constant(NullNode.getInstance());

    private final Expressions expressions;
    // What is declared under `use` is compiled wherever it is used.
    private final Map<Place, Expression> compiled = new HashMap<>();

    private record Place(String jq, Set<String> variables) {}

    ExpressionReader(Expressions expressions) {
        this.expressions = expressions;
    }

    /** A text that is jq, with or without {@code ${ }} around it. */
    Expression condition(Part part, Set<String> variables) {
        if (part.node().isBoolean()) {
            return new Constant(part.node());
        }
        Optional<String> text = part.text("An expression");
        return text.isPresent() ? jq(part, Expressions.embedded(text.get()).orElse(text.get()), variables) : STAND_IN;
    }

    /** A text that is jq, with or without {@code ${ }} around it, or a value with expressions inside. */
    Expression transformation(Part part, Set<String> variables) {
        return part.node().isTextual() ? condition(part, variables) : template(part, variables);
    }

    /** A value in which texts written {@code ${...}} are expressions. */
    Expression template(Part part, Set<String> variables) {
        return Template.of(
                part.node(),
                part.pointer(),
                (jq, pointer) -> jq(new Part(part.node(), pointer, part.problems()), jq, variables));
    }

    /** A duration: an object, a text of ISO 8601, or an expression that gives one of them. */
    Expression duration(Part part, Set<String> variables) {
        if (part.node().isObject()) {
            part.allow("a duration", DURATION_UNITS);
            if (part.properties().stream().anyMatch(unit -> !DURATION_UNITS.contains(unit.name()))) {
                return STAND_IN;
            }
        }
        Expression duration = template(part, variables);
        if (duration instanceof Constant constant) {
            try {
                Durations.of(constant.value());
            } catch (ExpressionException invalid) {
                part.problem(invalid.getMessage());
            }
        }
        return duration;
    }

    private Expression jq(Part part, String jq, Set<String> variables) {
        Place place = new Place(jq, variables);
        Expression known = compiled.get(place);
        if (known != null) {
            return known;
        }
        try {
            Expression expression = expressions.compile(jq, variables);
            compiled.put(place, expression);
            return expression;
        } catch (InvalidExpression invalid) {
            for (String reason : invalid.reasons()) {
                part.problem(
                        reason.startsWith("There is no variable `$secrets`")
                                ? "`$secrets` is not supported by this version of Millrace."
                                : reason);
            }
            return STAND_IN;
        }
    }

    /** Puts an expression that is made of several under one budget. */
    static Expression whole(Expression parts) {
        return Budgeted.of(parts);
    }
}
