package io.millrace.workflow.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One event as it is looked at; what is asked of it more than once is computed once. */
public final class Sighting {
    private final String tenant;
    private final JsonNode event;
    private final Function<String, Optional<Expression>> expressions;
    private final Variables variables;
    private final Map<String, Optional<String>> found = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    /**
     * An event.
     *
     * @param event in the JSON format of CloudEvents 1.0
     * @param expressions compiles jq; empty when it cannot
     * @param variables for the expressions
     */
    public Sighting(
            String tenant, JsonNode event, Function<String, Optional<Expression>> expressions, Variables variables) {
        this.tenant = tenant;
        this.event = event;
        this.expressions = expressions;
        this.variables = variables;
    }

    String tenant() {
        return tenant;
    }

    JsonNode event() {
        return event;
    }

    /** Canonical JSON of the event's type. */
    String type() {
        return attribute("type");
    }

    /** The mark it bears; empty when it is of another type, or one of the values is not found in it. */
    Optional<Mark> mark(Trait trait) {
        if (trait.type() != null && !trait.type().equals(type())) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (String from : trait.from()) {
            Optional<String> value = found.computeIfAbsent(from, this::find);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(Mark.of(tenant, trait, values));
    }

    boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(attribute ->
                        event.has(attribute.getKey()) && attribute.getValue().equals(attribute(attribute.getKey())));
    }

    private String attribute(String name) {
        return attributes.computeIfAbsent(name, _ -> CanonicalText.of(event.path(name)));
    }

    private Optional<String> find(String from) {
        try {
            return expressions
                    .apply(from)
                    .map(expression -> expression.evaluate(event, variables))
                    .filter(value -> !value.isNull())
                    .map(CanonicalText::of);
        } catch (ExpressionException doesNotFitThisEvent) {
            return Optional.empty();
        }
    }
}
