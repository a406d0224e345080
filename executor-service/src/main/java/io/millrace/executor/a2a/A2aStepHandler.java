package io.millrace.executor.a2a;

import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.outbound.Reading;
import io.millrace.executor.rpc.RpcCall;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Performs steps that ask an agent; what a stream brings becomes an array. */
final class A2aStepHandler implements StepHandler {
    private static final Set<String> STREAMS = Set.of("message/stream", "tasks/resubscribe");

    private final Documents documents;
    private final Exchanges exchanges;
    private final Callees callees;
    private final A2aProperties properties;

    A2aStepHandler(Documents documents, Exchanges exchanges, Callees callees, A2aProperties properties) {
        this.documents = documents;
        this.exchanges = exchanges;
        this.callees = callees;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return "a2a";
    }

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletionStage<StepOutcome> perform(Step step) {
        ObjectNode arguments = StepArguments.of(step);
        String method = StepArguments.text(arguments, "method");
        JsonNode parameters = parameters(step, arguments.path("parameters"));
        return endpoint(step, arguments)
                .map(endpoint -> new RpcCall(endpoint, step.key().toString(), method, parameters))
                .flatMap(call -> Mono.fromFuture(() -> callees.call(
                                new Callee(step.tenant(), RpcCall.calleeOf(call.endpoint())),
                                () -> answered(step, arguments.path("server").path("authentication"), call)
                                        .toFuture())
                        .toCompletableFuture()))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)))
                .toFuture();
    }

    private Mono<String> endpoint(Step step, ObjectNode arguments) {
        JsonNode server = arguments.path("server");
        return server.isMissingNode()
                ? Mono.fromFuture(() -> documents.fetch(step, arguments.path("agentCard")))
                        .map(AgentCard::endpoint)
                : Mono.just(StepArguments.text(server, "endpoint"));
    }

    /** A message without an id gets one that is the same for a repeat, so that an agent can tell. */
    private static JsonNode parameters(Step step, JsonNode given) {
        if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
            throw new RefusedException(StepError.validation("The parameters of an A2A call must be an object"));
        }
        JsonNode parameters = given.deepCopy();
        if (parameters.path("message") instanceof ObjectNode message && !message.has("messageId")) {
            message.put("messageId", step.key().toString());
        }
        return parameters;
    }

    private Mono<StepOutcome> answered(Step step, JsonNode authentication, RpcCall call) {
        boolean streams = STREAMS.contains(call.method());
        Reading reading = new Reading(
                (int) properties.maxResponse().toBytes(),
                properties.maxEvents(),
                event -> streams ? isLast(event) : call.isAnsweredBy(event));
        return Mono.fromFuture(() -> exchanges.exchange(step, request(authentication, call), reading))
                .map(reply -> streams ? array(call.results(reply)) : call.result(reply))
                .<StepOutcome>map(result -> new StepOutcome.Succeeded(result.toString()))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)));
    }

    private static JsonNode array(Iterable<JsonNode> results) {
        var array = JsonNodeFactory.instance.arrayNode();
        results.forEach(array::add);
        return array;
    }

    /** Whether an event says that nothing follows: an error, or a status update that is final. */
    private static boolean isLast(String event) {
        try {
            JsonNode message = StepJson.MAPPER.readTree(event);
            return message.has("error") || message.path("result").path("final").asBoolean(false);
        } catch (JacksonException notJson) {
            return true;
        }
    }

    private static ObjectNode request(JsonNode authentication, RpcCall call) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "POST");
        request.put("endpoint", call.endpoint());
        if (!authentication.isMissingNode()) {
            request.set("authentication", authentication);
        }
        request.putObject("headers")
                .put("Accept", "application/json, text/event-stream")
                .put("Content-Type", "application/json");
        request.set("body", call.body());
        return request;
    }
}
