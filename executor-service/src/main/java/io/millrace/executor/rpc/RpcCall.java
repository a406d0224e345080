package io.millrace.executor.rpc;

import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Reply;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call by JSON-RPC 2.0 over HTTP.
 *
 * @param endpoint where it goes, absolute
 * @param id by which its answer is recognised; empty for a notification, which has no answer
 * @param method what is called
 * @param parameters object, or missing
 */
public record RpcCall(String endpoint, String id, String method, JsonNode parameters) {
    private static final int BAD_GATEWAY = 502;
    private static final int INTERNAL_ERROR = 500;
    private static final int LONGEST_MESSAGE = 1_000;

    /** The call as JSON. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("jsonrpc", "2.0");
        if (!id.isEmpty()) {
            body.put("id", id);
        }
        body.put("method", method);
        if (parameters.isObject()) {
            body.set("params", parameters);
        }
        return body;
    }

    /** Whether the data of an event answers this call. */
    public boolean isAnsweredBy(String event) {
        JsonNode message = parsed(event);
        return message != null && answers(message);
    }

    /**
     * The result of the call.
     *
     * @throws ExchangeFailedException when the callee answered with an error, or with what is no answer
     */
    public JsonNode result(Reply reply) {
        List<JsonNode> results = results(reply);
        if (results.isEmpty()) {
            throw failed(
                    StepError.communication(BAD_GATEWAY, named() + " was answered without a result"), Fault.ANSWER);
        }
        return results.getLast();
    }

    /**
     * All results of the call, of which a stream has several.
     *
     * @throws ExchangeFailedException when the callee answered with an error, or with what is no answer
     */
    public List<JsonNode> results(Reply reply) {
        if (!reply.successful()) {
            throw failed(
                    StepError.communication(
                            reply.status(),
                            named() + " was answered with status " + reply.status() + reason(parsed(reply.text()))),
                    reply.status() >= INTERNAL_ERROR ? Fault.CALLEE : Fault.ANSWER);
        }
        List<JsonNode> results = new ArrayList<>();
        List<String> messages = reply.events().isEmpty() ? List.of(reply.text()) : reply.events();
        for (String text : messages) {
            JsonNode message = parsed(text);
            if (message == null || !message.isObject()) {
                throw failed(
                        StepError.communication(BAD_GATEWAY, named() + " was answered with what is no JSON-RPC"),
                        Fault.ANSWER);
            }
            if (answers(message)) {
                results.add(result(message));
            }
        }
        return results;
    }

    private boolean answers(JsonNode message) {
        boolean answer = message.has("result") || message.has("error");
        JsonNode to = message.path("id");
        // An error about a request that could not be read at all has no id (JSON-RPC 2.0, section 5).
        return answer && (to.asString("").equals(id) || (message.has("error") && (to.isNull() || to.isMissingNode())));
    }

    private JsonNode result(JsonNode message) {
        if (message.has("error")) {
            throw failed(
                    StepError.runtime(INTERNAL_ERROR, named() + " was answered with an error" + reason(message)),
                    Fault.ANSWER);
        }
        return message.path("result");
    }

    private static String reason(@Nullable JsonNode message) {
        JsonNode error = message == null ? MissingNode.getInstance() : message.path("error");
        String text = error.path("message").asString("");
        if (text.isEmpty()) {
            return "";
        }
        String code = error.path("code").isIntegralNumber() ? " " + error.path("code") : "";
        return code + ": " + (text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text);
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return StepJson.MAPPER.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The call in words, without the query of the endpoint, which might hold a secret. */
    public String named() {
        return method + " at " + calleeOf(endpoint);
    }

    /** Host and port of an http or https endpoint, by which callees are told apart. */
    public static String calleeOf(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
            return uri.getHost() + ":" + port;
        } catch (IllegalArgumentException notAnAddress) {
            return "an endpoint that is no address";
        }
    }

    private static ExchangeFailedException failed(StepError error, Fault fault) {
        return new ExchangeFailedException(new StepOutcome.Failed(error, fault));
    }
}
