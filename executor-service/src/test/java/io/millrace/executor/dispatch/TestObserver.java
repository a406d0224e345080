package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class TestObserver implements DispatchObserver {
    final List<Throwable> broken = new ArrayList<>();
    int repeated;
    int cancelled;

    @Override
    public void began(Step step) {}

    @Override
    public void ended(Step step, StepOutcome outcome, Duration took) {}

    @Override
    public void cancelled(Step step) {
        cancelled++;
    }

    @Override
    public void repeated(Step step) {
        repeated++;
    }

    @Override
    public void broke(Step step, Throwable cause) {
        broken.add(cause);
    }
}
