package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/**
 * Runs something on a stack of known, large size. How deep an expression may recurse must not depend on how much of its
 * stack the calling thread has left, or a replay could decide otherwise.
 */
@FunctionalInterface
public interface DeepStack {

    /** How many bytes the stack must have. */
    long BYTES = 64L << 20;

    /**
     * Calls {@code work} and waits for it.
     *
     * @return its result
     * @throws RuntimeException what it throws; a {@link StackOverflowError} too is passed on
     */
    JsonNode call(Supplier<JsonNode> work);
}
