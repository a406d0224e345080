package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery that remembers what became of it; its append is acknowledged when the test says so. */
final class TestDelivery implements Delivery {
    private final Step step;
    final List<StepOutcome> answers = new ArrayList<>();
    boolean done;
    boolean withdrawn;
    private @Nullable Runnable acknowledgement;

    TestDelivery(Step step) {
        this.step = step;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public void answer(StepOutcome outcome, Duration took, Runnable appended) {
        answers.add(outcome);
        acknowledgement = appended;
    }

    @Override
    public void done() {
        done = true;
    }

    @Override
    public boolean withdrawn() {
        return withdrawn;
    }

    void acknowledge() {
        if (acknowledgement == null) {
            throw new AssertionError("nothing was answered yet");
        }
        acknowledgement.run();
    }
}
