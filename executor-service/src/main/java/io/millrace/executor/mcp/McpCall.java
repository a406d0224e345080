package io.millrace.executor.mcp;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an mcp step asks for.
 *
 * @param endpoint of the server
 * @param authentication who calls, or missing
 * @param headers that go with every request, an object
 * @param protocolVersion the version that is offered to the server
 * @param client an object with name and version
 * @param method of the protocol, such as tools/call
 * @param parameters an object, or missing
 * @param timeout of the whole conversation, or null when only the step's deadline holds
 */
record McpCall(
        String endpoint,
        JsonNode authentication,
        ObjectNode headers,
        String protocolVersion,
        JsonNode client,
        String method,
        JsonNode parameters,
        @Nullable Duration timeout) {

    static McpCall read(Step step) {
        ObjectNode arguments = StepArguments.of(step);
        JsonNode transport = arguments.path("transport");
        if (transport.has("stdio")) {
            throw refused("An MCP server that is a process of its own (transport.stdio) cannot be started by this"
                    + " executor; use one that is reached over HTTP (transport.http)");
        }
        JsonNode http = transport.path("http");
        JsonNode parameters = arguments.path("parameters");
        if (!parameters.isObject() && !parameters.isMissingNode() && !parameters.isNull()) {
            throw new RefusedException(StepError.validation("The parameters of an MCP call must be an object"));
        }
        JsonNode timeout = arguments.path("timeout");
        return new McpCall(
                StepArguments.text(http.path("server"), "endpoint"),
                http.path("server").path("authentication"),
                http.path("headers") instanceof ObjectNode headers ? headers : JsonNodeFactory.instance.objectNode(),
                StepArguments.text(arguments, "protocolVersion"),
                arguments.path("client").isObject() ? arguments.path("client") : millrace(),
                StepArguments.text(arguments, "method"),
                parameters,
                timeout.isIntegralNumber() ? Duration.ofMillis(Math.max(1, timeout.longValue())) : null);
    }

    private static JsonNode millrace() {
        return JsonNodeFactory.instance.objectNode().put("name", "Millrace").put("version", "1");
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }
}
