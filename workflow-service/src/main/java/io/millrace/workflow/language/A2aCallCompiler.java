package io.millrace.workflow.language;

import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles the arguments of a call of an agent over the Agent2Agent protocol. */
final class A2aCallCompiler {

    private static final List<String> PROPERTIES = List.of("agentCard", "server", "method", "parameters");
    private static final List<String> METHODS = List.of(
            "message/send",
            "message/stream",
            "tasks/get",
            "tasks/list",
            "tasks/cancel",
            "tasks/resubscribe",
            "tasks/pushNotificationConfig/set",
            "tasks/pushNotificationConfig/get",
            "tasks/pushNotificationConfig/list",
            "tasks/pushNotificationConfig/delete",
            "agent/getAuthenticatedExtendedCard");

    private A2aCallCompiler() {}

    static Expression arguments(Part with, CallParts parts) {
        with.allow("an A2A call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        if (!with.has("agentCard") && !with.has("server")) {
            with.problem("An A2A call needs `agentCard` or `server`.");
        }
        with.get("agentCard").ifPresent(part -> arguments.put("agentCard", parts.resource(part)));
        with.get("server").ifPresent(part -> arguments.put("server", parts.endpoint(part)));
        with.required("method", "An A2A call").ifPresent(part -> arguments.put("method", parts.word(part, METHODS)));
        with.get("parameters").ifPresent(part -> arguments.put("parameters", parts.mapping(part)));
        return new Template.Fields(arguments);
    }
}
