package io.millrace.workflow.engine;

import org.jspecify.annotations.Nullable;

/** How a run will end when everything that has to be undone is undone. */
public sealed interface Ending {
    /** By an error. */
    record Faulting(Fault fault) implements Ending {}

    /** On request. */
    record Cancelling(String actor, @Nullable String reason) implements Ending {}
}
