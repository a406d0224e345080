package io.millrace.workflow.language;

import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the arguments of a call of a server of the Model Context Protocol. */
final class McpCallCompiler {

    private static final List<String> PROPERTIES =
            List.of("protocolVersion", "method", "parameters", "timeout", "transport", "client");
    private static final List<String> METHODS = List.of(
            "tools/list",
            "tools/call",
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/read",
            "resources/templates/list");
    /** The version of the protocol that the language's specification names as its default. */
    private static final String PROTOCOL_VERSION = "2025-06-18";

    private McpCallCompiler() {}

    static Expression arguments(Part with, CallParts parts) {
        String owner = "An MCP call";
        with.allow("an MCP call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        arguments.put(
                "protocolVersion",
                with.get("protocolVersion").map(parts::text).orElse(CallParts.constant(PROTOCOL_VERSION)));
        with.required("method", owner).ifPresent(part -> arguments.put("method", parts.word(part, METHODS)));
        with.get("parameters").ifPresent(part -> arguments.put("parameters", parts.mapping(part)));
        with.get("timeout").ifPresent(part -> arguments.put("timeout", parts.duration(part)));
        with.required("transport", owner).ifPresent(part -> arguments.put("transport", transport(part, parts)));
        with.get("client").ifPresent(part -> arguments.put("client", client(part, parts)));
        return new Template.Fields(arguments);
    }

    private static Expression transport(Part transport, CallParts parts) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        if (transport.isObject("`transport`")) {
            transport.allow("`transport`", List.of("http", "stdio", "options"));
            Optional<Part> stdio = transport.get("stdio");
            stdio.ifPresent(part -> part.problem("`stdio` would start the server's command beside the executor, outside"
                    + " of any sandbox, so Millrace does not do it; start the server elsewhere and reach it over"
                    + " `http`."));
            (stdio.isPresent() ? transport.get("http") : transport.required("http", "`transport`"))
                    .filter(part -> part.isObject("`http`"))
                    .ifPresent(part -> fields.put("http", http(part, parts)));
            transport.get("options").ifPresent(parts::mapping);
        }
        return new Template.Fields(fields);
    }

    private static Expression http(Part http, CallParts parts) {
        http.allow("`http`", List.of("endpoint", "headers"));
        Map<String, Expression> fields = new LinkedHashMap<>();
        http.required("endpoint", "`http`").ifPresent(part -> fields.put("server", parts.endpoint(part)));
        http.get("headers").ifPresent(part -> fields.put("headers", parts.mapping(part)));
        return new Template.Fields(fields);
    }

    private static Expression client(Part client, CallParts parts) {
        if (client.isObject("`client`")) {
            client.allow("`client`", List.of("name", "version", "description"));
            client.required("name", "`client`").ifPresent(parts::text);
            client.required("version", "`client`").ifPresent(parts::text);
        }
        return parts.expressions().template(client, parts.variables());
    }
}
