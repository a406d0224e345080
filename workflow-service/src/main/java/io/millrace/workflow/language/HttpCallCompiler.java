package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles the arguments of an HTTP call. */
record HttpCallCompiler(ExpressionReader expressions, Authentications authentications) {

    private static final List<String> PROPERTIES =
            List.of("method", "endpoint", "headers", "query", "body", "output", "redirect");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> OUTPUTS = List.of("content", "response", "raw");

    Expression arguments(Part with, Set<String> variables) {
        with.allow("an HTTP call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        with.required("method", "An HTTP call").ifPresent(method -> arguments.put("method", method(method)));
        Optional<Part> endpoint = with.required("endpoint", "An HTTP call");
        endpoint.ifPresent(part -> arguments.put("endpoint", endpoint(part, variables)));
        endpoint.flatMap(part -> authentications.of(part, variables))
                .ifPresent(authentication -> arguments.put("authentication", authentication));
        with.get("headers").ifPresent(headers -> arguments.put("headers", mapping(headers, "`headers`", variables)));
        with.get("query").ifPresent(query -> arguments.put("query", mapping(query, "`query`", variables)));
        with.get("body").ifPresent(body -> arguments.put("body", expressions.template(body, variables)));
        String output = with.get("output")
                .flatMap(part -> part.word("`output`", OUTPUTS))
                .orElse("content");
        arguments.put("output", text(output));
        boolean redirect =
                with.get("redirect").flatMap(part -> part.bool("`redirect`")).orElse(false);
        arguments.put("redirect", new Constant(JsonNodeFactory.instance.booleanNode(redirect)));
        return new Template.Fields(arguments);
    }

    private static Constant text(String value) {
        return new Constant(JsonNodeFactory.instance.textNode(value));
    }

    private static Expression method(Part method) {
        String name = method.text("`method`").orElse("GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(name)) {
            method.problem(
                    "`" + method.node().asText() + "` is not a method of HTTP; use one of " + Part.list(METHODS) + ".");
        }
        return text(name);
    }

    private Expression endpoint(Part endpoint, Set<String> variables) {
        Part uri = endpoint;
        if (endpoint.node().isObject()) {
            endpoint.allow("an endpoint", List.of("uri", "authentication"));
            Optional<Part> given = endpoint.required("uri", "An endpoint");
            if (given.isEmpty()) {
                return text("");
            }
            uri = given.get();
        }
        Optional<String> text = uri.text("An endpoint");
        if (text.isEmpty()) {
            return text("");
        }
        return Expressions.embedded(text.get()).isPresent()
                ? new Endpoint.Computed(expressions.condition(uri, variables))
                : Endpoint.parse(uri, text.get());
    }

    /** Headers or query: an object with expressions inside, or one expression. */
    private Expression mapping(Part part, String what, Set<String> variables) {
        if (part.node().isTextual()) {
            if (Expressions.embedded(part.node().textValue()).isEmpty()) {
                part.problem(what + " must be an object or one expression written as `${ ... }`.");
            }
        } else {
            part.isObject(what);
        }
        return expressions.template(part, variables);
    }
}
