package io.millrace.executor.asyncapi;

import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * Which messages a step receives.
 *
 * @param amount messages after which it has enough, or 0 when only the time counts
 * @param time time after which it takes what there is, or null when only the amount counts
 */
record Consumption(int amount, @Nullable Duration time) {
    private static final int BAD_GATEWAY = 502;

    static Consumption read(JsonNode consume, AsyncApiProperties properties) {
        int amount = consume.path("amount").asInt(0);
        JsonNode time = consume.path("for");
        if (amount < 0 || amount > properties.maxMessages()) {
            throw AsyncDocument.refused("A step receives from 1 to " + properties.maxMessages() + " messages, but "
                    + amount + " are asked for");
        }
        if (amount == 0 && !time.isIntegralNumber()) {
            throw AsyncDocument.refused("A subscription needs an amount of messages, or a time to wait for them");
        }
        return new Consumption(
                amount, time.isIntegralNumber() ? Duration.ofMillis(Math.max(1, time.longValue())) : null);
    }

    /** Ends the messages when there are enough; fails when there are more than a step may receive. */
    Flux<Message> of(Flux<Message> messages, Channel channel, AsyncApiProperties properties) {
        long[] received = new long[2];
        Flux<Message> limited = messages.doOnNext(message -> {
            received[0]++;
            received[1] += message.payload().toString().length();
            if (received[0] > properties.maxMessages()
                    || received[1] > properties.maxResponse().toBytes()) {
                throw new ExchangeFailedException(new StepOutcome.Failed(
                        StepError.communication(
                                BAD_GATEWAY,
                                channel.named() + " sent more than " + properties.maxMessages() + " messages or "
                                        + properties.maxResponse().toKilobytes() + " KB"),
                        Fault.ANSWER));
            }
        });
        Flux<Message> counted = amount > 0 ? limited.take(amount) : limited;
        return time == null ? counted : counted.take(time);
    }
}
