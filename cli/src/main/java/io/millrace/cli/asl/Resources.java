package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Functions;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.source.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a task state does, by its resource.
 *
 * @param functions where the called functions are declared
 */
record Resources(Functions functions) {

    private static final String INTEGRATION = "arn:aws:states:::";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /**
     * What a task state comes to.
     *
     * @param task without data flow
     * @param result what Amazon calls the result, computed on the task's raw output
     */
    record Action(ObjectNode task, Jq result) {}

    Action action(DataRules rules) {
        Field state = rules.state();
        Optional<Field> resource = state.get("Resource");
        Optional<String> arn = resource.flatMap(Field::text);
        Optional<Value> heartbeat = rules.amount("HeartbeatSeconds");
        if (arn.isEmpty()) {
            state.lost("The task has no `Resource`, so that it is not known what it does; it faults in its place.");
            return new Action(Actions.missing("The task had no resource."), Jq.DATA);
        }
        // Partitions such as aws-cn and aws-us-gov name the same services.
        String name = arn.get().replaceFirst("^arn:aws[a-z-]*:states:[^:]*:[^:]*:(?=[a-z0-9-]+:)", INTEGRATION);
        boolean waits = name.endsWith(".waitForTaskToken");
        String plain = name.replaceFirst("\\.waitForTaskToken$", "");
        Action action = plain.startsWith(INTEGRATION) && !plain.contains(":activity:")
                ? integration(rules, resource.get(), plain.substring(INTEGRATION.length()))
                : function(rules, resource.get(), arn.get());
        if (waits) {
            return new Action(callback(action, resource.get(), heartbeat), Jq.DATA);
        }
        heartbeat.ifPresent(_ -> state.first("HeartbeatSeconds", "HeartbeatSecondsPath")
                .ifPresent(field -> field.lost("Only callbacks have a heartbeat; write a `timeout` if need be.")));
        return action;
    }

    private static ObjectNode callback(Action action, Field resource, Optional<Value> heartbeat) {
        if (!action.task().has("call")) {
            resource.lost(
                    "Only a call can hand a token over, not the run of a workflow; the task faults in its place.");
        }
        return Actions.callback(action.task(), heartbeat);
    }

    private Action integration(DataRules rules, Field resource, String service) {
        return switch (service) {
            case "lambda:invoke" -> lambda(rules, resource);
            case "states:startExecution" -> workflow(rules, resource, service, false);
            case "states:startExecution.sync", "states:startExecution.sync:2" ->
                workflow(rules, resource, service, true);
            case "http:invoke" -> http(rules, resource);
            default -> function(rules, resource, service);
        };
    }

    private static String arguments(DataRules rules) {
        return rules.isJsonata() ? "Arguments" : "Parameters";
    }

    /** A function without a known protocol: it is handed the arguments and gives the result. */
    private Action function(DataRules rules, Field resource, String arn) {
        Value payload = rules.payload(arguments(rules));
        String name = functions.declare(shortName(arn), arn);
        credentials(rules.state());
        resource.open("`" + arn + "` is called as the function `" + name + "`: fill in its address under"
                + " `use.functions`.");
        return new Action(Actions.function(name, payload), Jq.DATA);
    }

    private static void credentials(Field state) {
        state.get("Credentials")
                .ifPresent(field -> field.lost("`Credentials` name a role of Amazon's; write an `authentication` at the"
                        + " endpoint of the function."));
    }

    /** The last part of a name that says something. */
    private static String shortName(String arn) {
        String service = arn.replaceFirst("^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+).*$", "$1")
                .replaceFirst("^arn:[^:]*:states:[^:]*:[^:]*:activity:", "")
                .replaceFirst("\\.sync(:\\d)?$", "");
        return service.startsWith("arn:") ? service.substring(service.lastIndexOf(':') + 1) : service;
    }

    private Action lambda(DataRules rules, Field resource) {
        Optional<Field> arguments = rules.state().get(arguments(rules));
        Optional<Value> name =
                arguments.flatMap(field -> rules.templates().member(field, "FunctionName", rules.handing()));
        String wanted = name.filter(Value.Fixed.class::isInstance)
                .map(value -> value.toNode().asText())
                .orElse(rules.state().name());
        Value payload = arguments
                .flatMap(field -> rules.templates().member(field, "Payload", rules.handing()))
                .orElse(new Value.Members(Map.of()));
        credentials(rules.state());
        String declared = functions.declare(shortName(wanted), wanted);
        resource.open("`" + wanted + "` is called as the function `" + declared + "`: fill in its address under"
                + " `use.functions`. Of Lambda's answer there is only `Payload`.");
        return new Action(Actions.function(declared, payload), Jq.atomic("{Payload: .}"));
    }

    private static Action workflow(DataRules rules, Field resource, String service, boolean await) {
        Optional<Field> arguments = rules.state().get(arguments(rules));
        Optional<Value> arn =
                arguments.flatMap(field -> rules.templates().member(field, "StateMachineArn", rules.handing()));
        Value input = arguments
                .flatMap(field -> rules.templates().member(field, "Input", rules.handing()))
                .orElse(new Value.Members(Map.of()));
        credentials(rules.state());
        String name = arn.map(value -> value.toNode().asText()).orElse("");
        if (!(arn.orElse(Value.data()) instanceof Value.Fixed) || name.startsWith("${")) {
            resource.lost("Which workflow is run has to be written down in `StateMachineArn`; the task faults in its"
                    + " place.");
            return new Action(Actions.missing("The workflow to run was computed."), Jq.DATA);
        }
        String workflow = Names.document(name.substring(name.lastIndexOf(':') + 1));
        resource.open("The workflow `" + workflow + "` is run in the namespace `default`: import it too.");
        if (!await) {
            boolean isDropped = rules.state().node().path("ResultPath").isNull();
            if (!isDropped) {
                resource.different("Without waiting there is no result; the task gives its input.");
            }
            return new Action(Actions.workflow(workflow, input, false), Jq.DATA);
        }
        resource.different("Of the finished execution there are only `Output` and `Status`.");
        String output = service.endsWith(":2") ? "." : "tojson";
        return new Action(
                Actions.workflow(workflow, input, true), Jq.atomic("{Output: " + output + ", Status: \"SUCCEEDED\"}"));
    }

    private static Action http(DataRules rules, Field resource) {
        Optional<Field> arguments = rules.state().get(arguments(rules));
        Templates templates = rules.templates();
        ObjectNode with = Task.object();
        Optional<Value> method = arguments.flatMap(field -> templates.member(field, "Method", rules.handing()));
        String verb = method.map(value -> value.toNode().asText().toUpperCase(Locale.ROOT))
                .orElse("");
        if (!METHODS.contains(verb)) {
            resource.lost("The method of the request has to be written down, one of " + String.join(", ", METHODS)
                    + "; POST stands in its place.");
            verb = "POST";
        }
        with.put("method", verb.toLowerCase(Locale.ROOT));
        Optional<Value> endpoint = arguments.flatMap(field -> templates.member(field, "ApiEndpoint", rules.handing()));
        if (endpoint.isPresent() && address(endpoint.get())) {
            with.set("endpoint", endpoint.get().toNode());
        } else {
            with.put("endpoint", "https://api.example.com/");
            resource.open("The address of the request is missing or is none; fill it in at `endpoint`.");
        }
        arguments.ifPresent(field -> {
            templates
                    .member(field, "Headers", rules.handing())
                    .ifPresent(headers -> with.set("headers", object(headers)));
            templates
                    .member(field, "QueryParameters", rules.handing())
                    .ifPresent(query -> with.set("query", object(query)));
            templates.member(field, "RequestBody", rules.handing()).ifPresent(body -> with.set("body", body.toNode()));
            field.get("Authentication")
                    .ifPresent(connection -> connection.lost("The connection holds credentials that are not part of"
                            + " the definition; write an `authentication` at the endpoint."));
            field.get("InvocationConfig")
                    .ifPresent(connection -> connection.lost("The connection holds credentials that are not part of"
                            + " the definition; write an `authentication` at the endpoint."));
        });
        with.put("output", "response");
        ObjectNode call = Task.object("call", "http");
        call.set("with", with);
        return new Action(
                call,
                Jq.atomic("{StatusCode: .statusCode, Headers: (.headers // {} | map_values([.])),"
                        + " ResponseBody: .content}"));
    }

    private static JsonNode object(Value value) {
        return value instanceof Value.Members ? value.toNode() : new Value.Computed(value.toJq()).toNode();
    }

    private static boolean address(Value endpoint) {
        if (!(endpoint instanceof Value.Fixed(var node))) {
            return true;
        }
        try {
            var uri = new URI(node.asText());
            return node.asText().matches("https?://.+") && uri.getRawAuthority() != null;
        } catch (URISyntaxException invalid) {
            return false;
        }
    }

    static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
