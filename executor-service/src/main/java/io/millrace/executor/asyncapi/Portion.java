package io.millrace.executor.asyncapi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which of the messages of a subscription a step receives.
 *
 * @param most messages, from 1
 * @param bytes of all of them together, from 1; a first message that is larger is received all the same
 * @param longest time to wait for a first message
 * @param until no longer than this moment; what has arrived before is received even then. Null when there is no such
 *     moment
 * @param position where the step before it ended, in the words of its answer; missing for the first one
 */
record Portion(
        int most, long bytes, Duration longest, @Nullable Instant until, JsonNode position) {

    static Portion read(JsonNode receive, AsyncApiProperties properties) {
        int most = Math.min(receive.path("most").asInt(0), properties.maxMessages());
        long bytes = Math.min(
                receive.path("bytes").asLong(0), properties.maxResponse().toBytes());
        Duration wait = Duration.ofMillis(receive.path("wait").asLong(-1));
        if (most < 1 || bytes < 1 || wait.isNegative()) {
            throw AsyncDocument.refused("A step that receives a part of the messages says how many at most, how many"
                    + " bytes, and how long it waits");
        }
        // Some of the time is needed to connect.
        Duration half = properties.responseTimeout().dividedBy(2);
        JsonNode until = receive.path("until");
        return new Portion(
                most,
                bytes,
                wait.compareTo(half) < 0 ? wait : half,
                until.isIntegralNumber() ? Instant.ofEpochMilli(until.longValue()) : null,
                receive.path("position"));
    }

    /** Whether nothing was received before, so that messages count from now on. */
    boolean isFirst() {
        return position.isMissingNode();
    }

    /** The moment until which a first message is waited for, when the waiting begins now. */
    Instant patience(Instant now) {
        Instant end = now.plus(longest);
        return until == null || end.isBefore(until) ? end : until;
    }
}
