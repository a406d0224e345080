package io.millrace.workflow.expression;

import io.millrace.workflow.program.ExpressionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs something on a stack of known, large size, so that how deep it may recurse does not depend on how deep the
 * caller's stack already is. The caller waits; its interruption is kept for later, as nothing here can take long.
 */
final class DeepStack {

    private static final long STACK_BYTES = 64L << 20;

    private DeepStack() {}

    static <T> T call(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofPlatform().name("deep-expression").daemon().stackSize(STACK_BYTES).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case StackOverflowError _ -> throw new ExpressionException("The expression recurses too deeply.");
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
