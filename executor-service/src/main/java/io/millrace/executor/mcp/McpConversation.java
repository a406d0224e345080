package io.millrace.executor.mcp;

import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.outbound.Reading;
import io.millrace.executor.outbound.Reply;
import io.millrace.executor.rpc.RpcCall;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One conversation with an MCP server (specification of 2025-06-18, "Lifecycle" and "Streamable HTTP"): greeting,
 * question, farewell.
 */
final class McpConversation {
    /** Versions whose streamable HTTP transport is the one spoken here. */
    private static final Set<String> KNOWN_VERSIONS = Set.of("2025-03-26", "2025-06-18", "2025-11-25");

    private static final String SESSION = "Mcp-Session-Id";
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int BAD_GATEWAY = 502;

    private final Exchanges exchanges;
    private final McpProperties properties;
    private final Step step;
    private final McpCall call;

    McpConversation(Exchanges exchanges, McpProperties properties, Step step, McpCall call) {
        this.exchanges = exchanges;
        this.properties = properties;
        this.step = step;
        this.call = call;
    }

    /**
     * What the greeting came to.
     *
     * @param id empty when the server keeps no session
     * @param version that both sides speak
     */
    private record Session(String id, String version) {}

    /** The result of the question; everything happens on subscription. */
    Mono<JsonNode> result() {
        RpcCall greeting = rpc("initialize", greeting());
        return ask(greeting, new Session("", ""))
                .map(reply -> session(greeting, reply))
                .flatMap(session -> said(session).then(asked(session)).doFinally(_ -> farewell(session)));
    }

    private ObjectNode greeting() {
        ObjectNode greeting = JsonNodeFactory.instance.objectNode();
        greeting.put("protocolVersion", call.protocolVersion());
        greeting.putObject("capabilities");
        greeting.set("clientInfo", call.client());
        return greeting;
    }

    private Session session(RpcCall greeting, Reply reply) {
        String version = greeting.result(reply).path("protocolVersion").asString("");
        if (!KNOWN_VERSIONS.contains(version) && !version.equals(call.protocolVersion())) {
            throw failed(greeting.named() + " was answered with the protocol version '" + version
                    + "', which is not one of " + KNOWN_VERSIONS);
        }
        return new Session(reply.header("mcp-session-id"), version);
    }

    private Mono<Reply> said(Session session) {
        RpcCall ready = new RpcCall(call.endpoint(), "", "notifications/initialized", MissingNode.getInstance());
        return ask(ready, session).doOnNext(reply -> {
            if (!reply.successful()) {
                ready.results(reply);
            }
        });
    }

    private Mono<JsonNode> asked(Session session) {
        RpcCall question = rpc(call.method(), call.parameters());
        return Mono.defer(() -> ask(question, session)).map(question::result);
    }

    private RpcCall rpc(String method, JsonNode parameters) {
        return new RpcCall(call.endpoint(), step.key() + "/" + method, method, parameters);
    }

    private Mono<Reply> ask(RpcCall rpc, Session session) {
        ObjectNode request = request("POST", session);
        // What is said before the question is not the question: a server must not take it for a repeat.
        if (!rpc.method().equals(call.method())) {
            ((ObjectNode) request.path("headers")).put("Idempotency-Key", step.key() + "/" + rpc.method());
        }
        request.set("body", rpc.body());
        Reading reading =
                new Reading((int) properties.maxResponse().toBytes(), properties.maxEvents(), rpc::isAnsweredBy);
        return Mono.fromFuture(() -> exchanges.exchange(step, request, reading));
    }

    private ObjectNode request(String method, Session session) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", method);
        request.put("endpoint", call.endpoint());
        if (!call.authentication().isMissingNode()) {
            request.set("authentication", call.authentication());
        }
        ObjectNode headers = call.headers().deepCopy();
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Content-Type", "application/json");
        if (!session.id().isEmpty()) {
            headers.put(SESSION, session.id());
        }
        if (!session.version().isEmpty()) {
            headers.put("MCP-Protocol-Version", session.version());
        }
        request.set("headers", headers);
        return request;
    }

    /** Tells the server that the session is over; whether it cares is its own affair. */
    private void farewell(Session session) {
        if (!session.id().isEmpty()) {
            ObjectNode request = request("DELETE", session);
            ((ObjectNode) request.path("headers")).put("Idempotency-Key", step.key() + "/end");
            Mono.fromFuture(() -> exchanges.exchange(
                            step,
                            request,
                            Reading.toTheEnd((int) properties.maxResponse().toBytes(), 1)))
                    .timeout(FAREWELL)
                    .onErrorComplete()
                    .subscribe();
        }
    }

    private static ExchangeFailedException failed(String detail) {
        return new ExchangeFailedException(
                new StepOutcome.Failed(StepError.communication(BAD_GATEWAY, detail), Fault.ANSWER));
    }
}
