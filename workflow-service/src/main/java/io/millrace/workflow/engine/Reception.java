package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the messages of a subscription are received. Executors receive them, some with each step; where a step
 * ended, the next one goes on, so that every message is answered once.
 *
 * @param arguments what each step is asked with, but for where it goes on
 * @param most messages that are taken in all, from 1; 0 = any number
 * @param until when the time is up; null when there is no limit
 * @param place where the next step goes on, by the words of the last one; null when none has answered
 * @param step number of the one that was asked last, from 1; 0 when none was
 * @param asking whether that one has yet to answer
 * @param over whether the time is up, so that no other is asked
 * @param kept whether something is kept outside that has to be given up at the end
 */
public record Reception(
        JsonNode arguments,
        int most,
        @Nullable Instant until,
        @Nullable JsonNode place,
        int step,
        boolean asking,
        boolean over,
        boolean kept) {

    static Reception begun(JsonNode arguments, int most, @Nullable Instant until) {
        return new Reception(arguments, most, until, null, 0, false, false, false);
    }

    Reception asked(int number) {
        return new Reception(arguments, most, until, place, number, true, over, kept);
    }

    Reception answered() {
        return new Reception(arguments, most, until, place, step, false, over, kept);
    }

    Reception at(JsonNode next, boolean nowKept) {
        return new Reception(arguments, most, until, next, step, asking, over, nowKept);
    }

    Reception timeUp() {
        return new Reception(arguments, most, until, place, step, asking, true, kept);
    }

    /** Whether nothing more comes. */
    boolean ended() {
        return over && !asking;
    }

    /** Whether those outside keep something, or may do so: a step that has not answered may have begun to. */
    boolean mayBeKept() {
        return kept || (asking && place == null);
    }
}
