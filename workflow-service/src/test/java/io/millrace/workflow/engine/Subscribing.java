package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Runs of one task that receives messages, and what executors answer it. */
final class Subscribing {
    /** Asks a step about each message. */
    static final String EACH = "foreach: {item: order, at: n,"
            + " do: [{work: {call: echo, with: {order: '${ $order.payload }', n: '${ $n }'}}}],"
            + " output: {as: '${ {r: .} }'}, export: {as: '${ {last: .r} }'}}";

    private Subscribing() {}

    static String task(String subscription) {
        return "orders: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: '${ $context.c // \"c\" }',"
                + " subscription: {" + subscription + "}}}";
    }

    static Play begun(String subscription) {
        return Play.of("do: [{" + task(subscription) + "}]").started("{}");
    }

    static String payloads(List<?> payloads) {
        return "["
                + String.join(
                        ",",
                        payloads.stream()
                                .map(each -> "{\"payload\":" + each + "}")
                                .toList()) + "]";
    }

    /** What an executor answers: the payloads, and how many messages there were so far. */
    static String answer(int position, Integer... payloads) {
        return "{\"messages\": " + payloads(List.of(payloads)) + ", \"position\": " + position + ", \"kept\": false}";
    }

    static String keeping(int position, Integer... payloads) {
        return answer(position, payloads).replace("false", "true");
    }

    static JsonNode receive(Effect.DispatchStep step) {
        return step.arguments().at("/subscription/receive");
    }

    static List<Effect.DispatchStep> farewells(Play run) {
        return run.steps("orders").stream()
                .filter(step -> step.arguments().at("/subscription").has("leave"))
                .toList();
    }
}
