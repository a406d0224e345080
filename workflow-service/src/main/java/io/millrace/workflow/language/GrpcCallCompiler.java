package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles the arguments of a gRPC call. */
final class GrpcCallCompiler {

    private static final List<String> PROPERTIES = List.of("proto", "service", "method", "arguments");

    private static final Map<String, String> NO_DIGEST = Map.of(
            "digest",
            "A gRPC service has no way to ask for a digest; use `basic`, `bearer`, `oauth2` or `oidc` in its"
                    + " `authentication`.");

    private GrpcCallCompiler() {}

    static Expression arguments(Part with, CallParts parts) {
        String owner = "A gRPC call";
        with.allow("a gRPC call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        with.required("proto", owner).ifPresent(part -> arguments.put("proto", parts.resource(part)));
        with.required("service", owner)
                .filter(part -> part.isObject("`service`"))
                .ifPresent(part -> arguments.put("service", service(part, parts)));
        with.required("method", owner).ifPresent(part -> arguments.put("method", parts.text(part)));
        with.get("arguments").ifPresent(part -> arguments.put("arguments", messages(part, parts)));
        return new Template.Fields(arguments);
    }

    private static Expression service(Part service, CallParts parts) {
        service.allow("`service`", List.of("name", "host", "port", "authentication"));
        Map<String, Expression> fields = new LinkedHashMap<>();
        service.required("name", "`service`").ifPresent(part -> fields.put("name", parts.text(part)));
        service.required("host", "`service`").ifPresent(part -> fields.put("host", parts.text(part)));
        service.get("port").ifPresent(part -> fields.put("port", parts.port(part)));
        parts.authentication(service, NO_DIGEST).ifPresent(it -> fields.put("authentication", it));
        return new Template.Fields(fields);
    }

    /** One message, or a list of them for a method that takes a stream. */
    private static Expression messages(Part part, CallParts parts) {
        JsonNode node = part.node();
        if (!node.isArray()) {
            return parts.mapping(part);
        }
        part.elements().forEach(parts::mapping);
        return parts.expressions().template(part, parts.variables());
    }
}
