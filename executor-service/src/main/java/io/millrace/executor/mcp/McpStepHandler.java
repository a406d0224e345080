package io.millrace.executor.mcp;

import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.rpc.RpcCall;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Performs steps that ask an MCP server: each is a conversation of its own, from the greeting to the end. */
final class McpStepHandler implements StepHandler {
    private final Exchanges exchanges;
    private final Callees callees;
    private final McpProperties properties;

    McpStepHandler(Exchanges exchanges, Callees callees, McpProperties properties) {
        this.exchanges = exchanges;
        this.callees = callees;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return "mcp";
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        McpCall call = McpCall.read(step);
        return callees.call(
                new Callee(step.tenant(), RpcCall.calleeOf(call.endpoint())),
                () -> outcome(step, call).toFuture());
    }

    private Mono<StepOutcome> outcome(Step step, McpCall call) {
        Mono<JsonNode> result = new McpConversation(exchanges, properties, step, call).result();
        return (call.timeout() == null ? result : result.timeout(call.timeout()))
                .<StepOutcome>map(it -> new StepOutcome.Succeeded(it.toString()))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> Mono.just(new StepOutcome.Failed(
                                StepError.timeout(call.method() + " at " + RpcCall.calleeOf(call.endpoint())
                                        + " was not answered within the call's timeout of " + call.timeout()),
                                Fault.CALLEE)))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)));
    }
}
