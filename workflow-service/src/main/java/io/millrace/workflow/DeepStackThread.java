package io.millrace.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.expression.DeepStack;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A {@link DeepStack} on a thread of its own for every call; deep recursion is rare and the thread lives shortly. */
public final class DeepStackThread implements DeepStack {

    @Override
    public JsonNode call(Supplier<JsonNode> work) {
        FutureTask<JsonNode> task = new FutureTask<>(work::get);
        Thread.ofPlatform().name("deep-stack").daemon().stackSize(BYTES).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException keptForLater) {
                    // The work is bounded by its budget, so waiting on is short.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
