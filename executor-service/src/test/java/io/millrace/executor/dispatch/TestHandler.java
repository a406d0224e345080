package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ends the steps it was given when the test says so. */
final class TestHandler implements StepHandler {
    final List<Step> begun = new ArrayList<>();
    final ArrayDeque<CompletableFuture<StepOutcome>> work = new ArrayDeque<>();

    @Nullable
    RuntimeException thrown;

    @Override
    public String kind() {
        return "work";
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        if (thrown != null) {
            throw thrown;
        }
        begun.add(step);
        CompletableFuture<StepOutcome> stage = new CompletableFuture<>();
        work.add(stage);
        return stage;
    }

    void end(StepOutcome outcome) {
        work.removeFirst().complete(outcome);
    }

    void endLast(StepOutcome outcome) {
        work.removeLast().complete(outcome);
    }
}
