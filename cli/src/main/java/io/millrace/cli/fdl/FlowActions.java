package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
 * Reads what a task does.
 *
 * @param functions where the called functions are declared
 */
record FlowActions(Functions functions) {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /**
     * What a task comes to.
     *
     * @param task without data flow
     * @param result what the source calls the result, computed on the task's raw output
     */
    record Action(ObjectNode task, Jq result) {}

    /** By the action of a state, such as {@code FC:InvokeFunction}. */
    Action ofState(Field state, Roots roots) {
        Optional<Field> action = state.get("Action");
        Optional<Field> parameters = state.get("Parameters");
        String mode = state.text("TaskMode").orElse("RequestComplete");
        Value none = new Value.Members(Map.of());
        Action made = switch (action.map(field -> field.node().asText()).orElse("")) {
            case "FC:InvokeFunction" -> {
                Value payload = parameters
                        .flatMap(field -> Values.member(field, roots, "body", "Body"))
                        .orElse(none);
                String name = parameters
                        .flatMap(field -> Values.member(field, roots, "functionName", "FunctionName", "resourceArn"))
                        .filter(Value.Fixed.class::isInstance)
                        .map(value -> value.toNode().asText())
                        .orElse(state.name());
                yield new Action(call(action.orElse(state), name, payload), Jq.atomic("{Body: .}"));
            }
            case "HTTP:Request" -> http(parameters, action.orElse(state), roots);
            case "FNF:StartExecution", "FnF:StartExecution" -> {
                Value input = parameters
                        .flatMap(field -> Values.member(field, roots, "input", "Input"))
                        .orElse(none);
                String name = parameters
                        .flatMap(field -> Values.member(field, roots, "flowName", "FlowName"))
                        .map(value -> value.toNode().asText())
                        .orElse("");
                yield new Action(
                        flow(action.orElse(state), name, input, mode.equals("WaitForSystemCallback")), Jq.DATA);
            }
            case "" -> {
                state.lost("The task has no `Action`, so that it is not known what it does; it faults in its place.");
                yield new Action(Actions.missing("The task had no action."), Jq.DATA);
            }
            default -> {
                Value payload =
                        parameters.map(field -> Values.template(field, roots)).orElse(none);
                Field field = action.orElse(state);
                yield new Action(call(field, field.node().asText(), payload), Jq.DATA);
            }
        };
        boolean waits = mode.equals("WaitForCustomCallback");
        if (waits && !made.task().has("call")) {
            state.lost("Only a call can hand a token over; the task faults in its place.");
        }
        return waits ? new Action(Actions.callback(made.task(), Optional.empty()), Jq.DATA) : made;
    }

    /** By the resource of a step, such as {@code acs:fc:::services/shop/functions/charge}. */
    ObjectNode ofStep(Field step, Value payload) {
        Optional<Field> resource = step.get("resourceArn");
        Optional<String> arn = resource.flatMap(Field::text);
        String pattern = step.text("pattern").orElse("requestResponse");
        if (arn.isEmpty()) {
            step.lost("The step has no `resourceArn`, so that it is not known what it does; it faults in its place.");
            return Actions.missing("The step had no resource.");
        }
        boolean isFlow = arn.get().matches("acs:fnf:.*flow/.*");
        Value handed = step.get("serviceParams")
                .map(field -> withParameters(payload, field))
                .orElse(payload);
        ObjectNode task = isFlow
                ? flow(resource.orElse(step), last(arn.get()), payload, !pattern.equals("requestResponse"))
                : call(resource.orElse(step), arn.get(), handed);
        boolean waits = pattern.equals("waitForCallback");
        if (waits && isFlow) {
            step.lost("Only a call can hand a token over, not the run of a flow; the task faults in its place.");
        }
        return waits ? Actions.callback(task, Optional.empty()) : task;
    }

    private static Value withParameters(Value payload, Field parameters) {
        parameters.open("The service's parameters are handed to the function as `serviceParams`, beside the input.");
        // A text that begins with `$` is taken from the step's input.
        Roots roots = Roots.ofStep(Jq.DATA, Jq.DATA, true);
        Map<String, Value> members = new java.util.LinkedHashMap<>();
        parameters.properties().forEach(field -> members.put(field.name(), Values.source(field, roots)));
        return new Value.Computed(Jq.compound(payload.toJq().operand() + " + "
                + Jq.object(Map.of("serviceParams", new Value.Members(members).toJq()))
                        .text()));
    }

    private static String last(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    private ObjectNode call(Field place, String resource, Value payload) {
        boolean isAddress = resource.startsWith("acs:");
        String name = functions.declare(isAddress ? last(resource) : resource.replace(':', '-'), resource);
        place.open("`" + resource + "` is called as the function `" + name + "`: fill in its address under"
                + " `use.functions`.");
        return Actions.function(name, payload);
    }

    private static ObjectNode flow(Field place, String name, Value input, boolean await) {
        if (name.isEmpty() || name.startsWith("${")) {
            place.lost("Which flow is run has to be written down; the task faults in its place.");
            return Actions.missing("The flow to run was computed.");
        }
        String workflow = Names.document(name);
        place.open("The workflow `" + workflow + "` is run in the namespace `default`: import it too.");
        if (!await) {
            place.different("Without waiting there is no result; the task gives its input.");
        }
        return Actions.workflow(workflow, input, await);
    }

    private static Action http(Optional<Field> parameters, Field place, Roots roots) {
        ObjectNode with = Task.object();
        String method = parameters
                .flatMap(field -> Values.member(field, roots, "method", "Method"))
                .map(value -> value.toNode().asText().toUpperCase(Locale.ROOT))
                .orElse("GET");
        if (!METHODS.contains(method)) {
            place.lost("The method of the request has to be written down, one of " + String.join(", ", METHODS)
                    + "; POST stands in its place.");
            method = "POST";
        }
        with.put("method", method.toLowerCase(Locale.ROOT));
        Optional<Value> address = parameters
                .flatMap(field -> Values.member(field, roots, "url", "Url", "URL"))
                .filter(FlowActions::isAddress);
        if (address.isEmpty()) {
            place.open("The address of the request is missing or is none; fill it in at `endpoint`.");
        }
        with.set("endpoint", address.map(Value::toNode).orElse(text("https://api.example.com/")));
        parameters.ifPresent(field -> {
            Values.member(field, roots, "headers", "Headers").ifPresent(value -> with.set("headers", object(value)));
            Values.member(field, roots, "query", "Query", "queries")
                    .ifPresent(value -> with.set("query", object(value)));
            Values.member(field, roots, "body", "Body").ifPresent(value -> with.set("body", value.toNode()));
        });
        with.put("output", "response");
        ObjectNode call = Task.object("call", "http");
        call.set("with", with);
        return new Action(call, Jq.atomic("{StatusCode: .statusCode, Headers: .headers, Body: .content}"));
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static JsonNode object(Value value) {
        return value instanceof Value.Members ? value.toNode() : new Value.Computed(value.toJq()).toNode();
    }

    private static boolean isAddress(Value value) {
        if (!(value instanceof Value.Fixed(JsonNode node))) {
            return true;
        }
        try {
            return node.asText().matches("https?://.+") && new URI(node.asText()).getRawAuthority() != null;
        } catch (URISyntaxException invalid) {
            return false;
        }
    }
}
