package io.millrace.executor.asyncapi;

import io.millrace.executor.step.Step;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Speaks one protocol. Failures are {@link io.millrace.executor.outbound.ExchangeFailedException} or a refusal. */
interface MessageLink {
    Protocol protocol();

    /** Publishes a message; completes when the server has it. */
    Mono<Void> publish(Step step, Channel channel, Message message);

    /**
     * Receives the messages that arrive from now on.
     *
     * @param until ends the messages; applied when they can arrive, so that a wait for them does not count the time it
     *     takes to connect
     */
    Flux<Message> receive(Step step, Channel channel, UnaryOperator<Flux<Message>> until);

    /**
     * Receives a part of the messages of a subscription: those that have arrived behind the position, or arrive while
     * it waits.
     *
     * @return {@link Batch#answer}. Whoever goes on at its position receives every message that is not in it, and none
     *     that is, however often the step is performed
     */
    Mono<JsonNode> receive(Step step, Channel channel, Portion portion);

    /** Has the server give up what it keeps for a subscription that has ended. */
    Mono<Void> leave(Step step, Channel channel);
}
