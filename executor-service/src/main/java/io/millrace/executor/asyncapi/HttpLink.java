package io.millrace.executor.asyncapi;

import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.outbound.Reading;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes over HTTP: each message is a request. */
final class HttpLink implements MessageLink {
    private static final int MOST_BYTES = 1_048_576;
    private static final int INTERNAL_ERROR = 500;

    private final Exchanges exchanges;

    HttpLink(Exchanges exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    public Protocol protocol() {
        return Protocol.HTTP;
    }

    @Override
    public Mono<Void> publish(Step step, Channel channel, Message message) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", channel.method());
        request.put("endpoint", address(channel));
        ObjectNode headers = message.headers().deepCopy();
        if (!message.payload().isMissingNode()) {
            request.set("body", message.payload());
            if (!channel.json() && message.payload().isString()) {
                headers.put("Content-Type", "text/plain");
            }
        }
        request.set("headers", headers);
        if (!channel.authentication().isMissingNode()) {
            request.set("authentication", channel.authentication());
        }
        return Mono.fromFuture(() -> exchanges.exchange(step, request, Reading.toTheEnd(MOST_BYTES, 1)))
                .flatMap(reply -> reply.successful()
                        ? Mono.empty()
                        : Mono.error(new ExchangeFailedException(new StepOutcome.Failed(
                                StepError.communication(
                                        reply.status(), channel.named() + " answered " + reply.status()),
                                reply.status() >= INTERNAL_ERROR ? Fault.CALLEE : Fault.ANSWER))));
    }

    private static String address(Channel channel) {
        String path = channel.path().endsWith("/")
                ? channel.path().substring(0, channel.path().length() - 1)
                : channel.path();
        return (channel.secure() ? "https://" : "http://")
                + channel.callee()
                + path
                + (channel.address().startsWith("/") ? "" : "/")
                + channel.address();
    }

    @Override
    public Flux<Message> receive(Step step, Channel channel, UnaryOperator<Flux<Message>> until) {
        return Flux.error(refused(channel));
    }

    @Override
    public Mono<JsonNode> receive(Step step, Channel channel, Portion portion) {
        return Mono.error(refused(channel));
    }

    @Override
    public Mono<Void> leave(Step step, Channel channel) {
        return Mono.empty();
    }

    private static RefusedException refused(Channel channel) {
        return AsyncDocument.refused("Messages cannot be received over HTTP, only published; " + channel.named()
                + " needs a server that speaks kafka or mqtt");
    }
}
