package io.millrace.workflow.language;

import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles the arguments of a call of an operation that an OpenAPI document describes. */
final class OpenApiCallCompiler {

    private static final List<String> PROPERTIES =
            List.of("document", "operationId", "parameters", "authentication", "output", "redirect");

    private OpenApiCallCompiler() {}

    static Expression arguments(Part with, CallParts parts) {
        String owner = "An OpenAPI call";
        with.allow("an OpenAPI call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        with.required("document", owner).ifPresent(part -> arguments.put("document", parts.resource(part)));
        with.required("operationId", owner).ifPresent(part -> arguments.put("operationId", parts.text(part)));
        with.get("parameters").ifPresent(part -> arguments.put("parameters", parts.mapping(part)));
        parts.authentication(with).ifPresent(it -> arguments.put("authentication", it));
        arguments.put("output", CallParts.output(with));
        arguments.put("redirect", CallParts.redirect(with));
        return new Template.Fields(arguments);
    }
}
