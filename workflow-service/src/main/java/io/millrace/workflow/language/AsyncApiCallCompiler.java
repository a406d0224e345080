package io.millrace.workflow.language;

import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles the arguments of a call that publishes or receives messages as an AsyncAPI document describes. */
final class AsyncApiCallCompiler {

    private static final List<String> PROPERTIES = List.of(
            "document", "channel", "operation", "server", "protocol", "message", "subscription", "authentication");
    private static final List<String> PROTOCOLS = List.of(
            "amqp",
            "amqp1",
            "anypointmq",
            "googlepubsub",
            "http",
            "ibmmq",
            "jms",
            "kafka",
            "mercure",
            "mqtt",
            "mqtt5",
            "nats",
            "pulsar",
            "redis",
            "sns",
            "solace",
            "sqs",
            "stomp",
            "ws");
    private static final List<String> BROKERS = List.of("kafka", "mqtt");
    private static final List<String> ENOUGH = List.of("amount", "while", "until");
    private static final int MOST_MESSAGES = 10_000;

    private AsyncApiCallCompiler() {}

    static Expression arguments(Part with, CallParts parts) {
        Map<String, Expression> arguments = exchange(with, parts);
        with.get("message")
                .filter(part -> part.isObject("`message`"))
                .ifPresent(part -> arguments.put("message", message(part, parts)));
        with.get("subscription")
                .filter(part -> part.isObject("`subscription`"))
                .ifPresent(part -> arguments.put("subscription", subscription(part, parts)));
        return new Template.Fields(arguments);
    }

    /** The arguments but for what is published or received. */
    static Map<String, Expression> exchange(Part with, CallParts parts) {
        with.allow("an AsyncAPI call", PROPERTIES);
        Map<String, Expression> arguments = new LinkedHashMap<>();
        with.required("document", "An AsyncAPI call")
                .ifPresent(part -> arguments.put("document", parts.resource(part)));
        if (with.has("channel") == with.has("operation")) {
            with.problem("An AsyncAPI call needs either `operation` (AsyncAPI 3) or `channel` (AsyncAPI 2).");
        }
        with.get("channel").ifPresent(part -> arguments.put("channel", parts.text(part)));
        with.get("operation").ifPresent(part -> arguments.put("operation", parts.text(part)));
        with.get("server")
                .filter(part -> part.isObject("`server`"))
                .ifPresent(part -> arguments.put("server", server(part, parts)));
        with.get("protocol").ifPresent(part -> arguments.put("protocol", parts.word(part, PROTOCOLS)));
        if (with.has("message") == with.has("subscription")) {
            with.problem("An AsyncAPI call needs either `message`, to publish, or `subscription`, to receive.");
        }
        parts.authentication(with, impossible(with)).ifPresent(it -> arguments.put("authentication", it));
        return arguments;
    }

    /** Brokers take a user and a password. Which protocol is spoken is known here only when the call says so itself. */
    private static Map<String, String> impossible(Part with) {
        return with.get("protocol")
                .map(protocol -> protocol.node().asText())
                .filter(BROKERS::contains)
                .map(protocol -> Stream.of("bearer", "digest", "oauth2", "oidc")
                        .collect(Collectors.toMap(
                                scheme -> scheme,
                                scheme -> "`" + scheme + "` cannot be used over `" + protocol
                                        + "`; use `basic`, a user and a password.")))
                .orElse(Map.of());
    }

    private static Expression server(Part server, CallParts parts) {
        server.allow("`server`", List.of("name", "variables"));
        Map<String, Expression> fields = new LinkedHashMap<>();
        server.required("name", "`server`").ifPresent(part -> fields.put("name", parts.text(part)));
        server.get("variables").ifPresent(part -> fields.put("variables", parts.mapping(part)));
        return new Template.Fields(fields);
    }

    private static Expression message(Part message, CallParts parts) {
        message.allow("`message`", List.of("payload", "headers"));
        Map<String, Expression> fields = new LinkedHashMap<>();
        message.get("payload")
                .ifPresent(part -> fields.put("payload", parts.expressions().template(part, parts.variables())));
        message.get("headers").ifPresent(part -> fields.put("headers", parts.mapping(part)));
        return new Template.Fields(fields);
    }

    private static Expression subscription(Part subscription, CallParts parts) {
        if (SubscriptionCompiler.isSifted(subscription)) {
            subscription.problem(
                    "A callback cannot request messages that are sifted one by one; make that a task before"
                            + " the callback.");
        }
        subscription.allow("`subscription`", SubscriptionCompiler.PROPERTIES);
        Map<String, Expression> fields = new LinkedHashMap<>();
        subscription
                .required("consume", "`subscription`")
                .filter(part -> part.isObject("`consume`"))
                .ifPresent(part -> fields.put("consume", new Template.Fields(consume(part, parts))));
        return new Template.Fields(fields);
    }

    /** How many messages are received, and for how long: {@code amount} and {@code for}, each only if given. */
    static Map<String, Expression> consume(Part consume, CallParts parts) {
        consume.allow(
                "`consume`", Stream.concat(ENOUGH.stream(), Stream.of("for")).toList());
        List<String> given = ENOUGH.stream().filter(consume::has).toList();
        if (given.size() > 1) {
            consume.problem("`consume` can have only one of " + Part.list(ENOUGH) + ".");
        }
        if (given.isEmpty() && !consume.has("for")) {
            consume.problem("`consume` needs `amount`, `while` or `until`, which say when there are enough messages, or"
                    + " `for`, how long to wait for them.");
        }
        Map<String, Expression> fields = new LinkedHashMap<>();
        consume.get("amount").ifPresent(part -> fields.put("amount", parts.number(part, 1, MOST_MESSAGES)));
        consume.get("for").ifPresent(part -> fields.put("for", parts.duration(part)));
        return fields;
    }
}
