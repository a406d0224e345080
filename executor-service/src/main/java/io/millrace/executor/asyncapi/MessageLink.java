package io.millrace.executor.asyncapi;

import io.millrace.executor.step.Step;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
}
