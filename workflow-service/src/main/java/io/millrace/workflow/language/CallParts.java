package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the arguments of several kinds of call have in common.
 *
 * @param variables those that expressions of the call can use
 */
record CallParts(ExpressionReader expressions, Authentications authentications, Set<String> variables) {

    private static final Constant STAND_IN = new Constant(JsonNodeFactory.instance.textNode(""));
    private static final int GREATEST_PORT = 65_535;

    /** A duration in milliseconds. */
    private record Milliseconds(Expression duration) implements Expression {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            return JsonNodeFactory.instance.numberNode(
                    Durations.of(duration.evaluate(current, variables)).toMillis());
        }
    }

    static Constant constant(String value) {
        return new Constant(JsonNodeFactory.instance.textNode(value));
    }

    static Constant constant(boolean value) {
        return new Constant(JsonNodeFactory.instance.booleanNode(value));
    }

    /** A text, or an expression that gives one. */
    Expression text(Part part) {
        Optional<String> text = part.text("`" + part.name() + "`");
        if (text.isPresent() && text.get().isBlank()) {
            part.problem("`" + part.name() + "` must not be empty.");
        }
        return text.isPresent() ? expressions.template(part, variables) : STAND_IN;
    }

    /** One of some words, or an expression that gives one. */
    Expression word(Part part, List<String> words) {
        if (!isExpression(part)) {
            part.word("`" + part.name() + "`", words);
        }
        return expressions.template(part, variables);
    }

    /** An object with expressions inside, or one expression. */
    Expression mapping(Part part) {
        String what = "`" + part.name() + "`";
        if (part.node().isTextual() && !isExpression(part)) {
            part.problem(what + " must be an object or one expression written as `${ ... }`.");
        } else if (!part.node().isTextual()) {
            part.isObject(what);
        }
        return expressions.template(part, variables);
    }

    /** A whole number, or an expression that gives one. */
    Expression number(Part part, int least, int most) {
        boolean fits = part.node().isIntegralNumber()
                && part.node().canConvertToInt()
                && part.node().intValue() >= least
                && part.node().intValue() <= most;
        if (!fits && !isExpression(part)) {
            part.problem("`" + part.name() + "` must be a whole number from " + least + " to " + most + ".");
        }
        return expressions.template(part, variables);
    }

    Expression port(Part part) {
        return number(part, 1, GREATEST_PORT);
    }

    /** A duration, which reaches the executor as milliseconds. */
    Expression duration(Part part) {
        return new Milliseconds(expressions.duration(part, variables));
    }

    /** {@code content}, {@code response} or {@code raw}; the first if nothing is said. */
    static Constant output(Part with) {
        return constant(with.get("output")
                .flatMap(part -> part.word("`output`", List.of("content", "response", "raw")))
                .orElse("content"));
    }

    static Constant redirect(Part with) {
        return constant(
                with.get("redirect").flatMap(part -> part.bool("`redirect`")).orElse(false));
    }

    /** An external resource: an object with {@code endpoint}, and {@code authentication} if the endpoint has one. */
    Expression resource(Part resource) {
        String what = "`" + resource.name() + "`";
        if (!resource.isObject(what)) {
            return STAND_IN;
        }
        resource.allow(what, List.of("name", "endpoint"));
        return resource.required("endpoint", what).map(this::endpoint).orElse(STAND_IN);
    }

    /**
     * An endpoint, written as its address or as an object: evaluates to an object with {@code endpoint}, the address,
     * and {@code authentication} if there is one.
     */
    Expression endpoint(Part endpoint) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        Optional<Part> uri = Optional.of(endpoint);
        if (endpoint.node().isObject()) {
            endpoint.allow("an endpoint", List.of("uri", "authentication"));
            uri = endpoint.required("uri", "An endpoint");
            authentication(endpoint).ifPresent(it -> fields.put("authentication", it));
        }
        uri.ifPresent(part -> fields.put("endpoint", address(part)));
        return new Template.Fields(fields);
    }

    private Expression address(Part uri) {
        Optional<String> text = uri.text("An endpoint");
        if (text.isEmpty()) {
            return STAND_IN;
        }
        return Expressions.embedded(text.get()).isPresent()
                ? new Endpoint.Computed(expressions.condition(uri, variables))
                : Endpoint.parse(uri, text.get());
    }

    /** Who calls: the property {@code authentication} of what stands for the callee. */
    Optional<Expression> authentication(Part owner) {
        return authentications.of(owner, variables);
    }

    /** Who calls, of a callee that cannot be told in every way: {@code impossible} says why not, by scheme. */
    Optional<Expression> authentication(Part owner, Map<String, String> impossible) {
        return authentications.of(owner, variables, impossible);
    }

    private static boolean isExpression(Part part) {
        return part.node().isTextual()
                && Expressions.embedded(part.node().textValue()).isPresent();
    }
}
