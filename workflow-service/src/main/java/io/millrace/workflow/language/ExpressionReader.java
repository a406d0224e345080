package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.expression.Budgeted;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.expression.Loose;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final String SECRETS = "secrets";
    private static final Constant STAND_IN = new Constant(NullNode.getInstance());

    private final Expressions expressions;
    private final boolean loose;
    private final Set<String> secrets;
    // What is declared under `use` is compiled wherever it is used.
    private final Map<Place, Expression> compiled = new HashMap<>();

    private record Place(String jq, Set<String> variables) {}

    /**
     * A reader for one definition.
     *
     * @param loose whether every text of a template that can be an expression is one
     * @param secrets those it declares
     */
    ExpressionReader(Expressions expressions, boolean loose, Set<String> secrets) {
        this.expressions = expressions;
        this.loose = loose;
        this.secrets = secrets;
    }

    /** Whether a text is an expression where a value could stand too. */
    boolean isExpression(String text) {
        return loose || Expressions.embedded(text).isPresent();
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
        return Template.of(part.node(), part.pointer(), new Template.Compiler() {
            @Override
            public Expression compile(String jq, String pointer) {
                return jq(new Part(part.node(), pointer, part.problems()), jq, variables);
            }

            @Override
            public Expression literal(JsonNode text) {
                return loose ? possible(text, variables) : new Constant(text);
            }
        });
    }

    private Expression possible(JsonNode text, Set<String> variables) {
        try {
            return new Loose(expressions.compile(text.textValue(), variables), text);
        } catch (InvalidExpression standsForItself) {
            return new Constant(text);
        }
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

    /** The jq of a text, with or without {@code ${ }} around it. */
    static String jqOf(Part part) {
        String text = part.node().asText();
        return Expressions.embedded(text).orElse(text).strip();
    }

    private Expression jq(Part part, String jq, Set<String> visible) {
        boolean isLinked = Linked.contains(part.pointer());
        Set<String> variables = visible;
        if (isLinked && visible.contains(SECRETS)) {
            variables = new HashSet<>(visible);
            variables.remove(SECRETS);
        }
        Place place = new Place(jq, variables);
        Expression known = compiled.get(place);
        if (known != null) {
            return known;
        }
        try {
            Expression expression = expressions.compile(jq, variables, secrets);
            compiled.put(place, expression);
            return expression;
        } catch (InvalidExpression invalid) {
            invalid.reasons()
                    .forEach(reason -> part.problem(
                            isLinked && reason.contains("$secrets")
                                    ? reason + " A function from elsewhere is handed what it needs in `with`."
                                    : reason));
            return STAND_IN;
        }
    }

    /** Puts an expression that is made of several under one budget. */
    static Expression whole(Expression parts) {
        return Budgeted.of(parts);
    }
}
