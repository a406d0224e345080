package io.millrace.workflow.engine;

import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;

/** Runs the attempts of a try and does what its catch says (language.md, 2.3 and decision 6). */
final class Attempts {
    private final Walk walk;
    private final Minutes minutes;
    private final Instant now;

    Attempts(Walk walk, Minutes minutes, Instant now) {
        this.walk = walk;
        this.minutes = minutes;
        this.now = now;
    }

    void begin(Activation trying, int attempt, Instant firstAt) {
        minutes.note(new RunEvent.AttemptStarted(trying.position(), attempt, firstAt));
        Expression longest =
                minutes.task(trying) instanceof Task.Try task && task.handler().retry() != null
                        ? task.handler().retry().attemptDuration()
                        : null;
        if (longest != null) {
            try {
                Variables variables = minutes.scope()
                        .during(minutes.header(trying), minutes.run().path(trying.position()));
                minutes.setTimer(
                        trying.position(),
                        Timer.Purpose.ATTEMPT_TIMEOUT,
                        DataChecks.duration(longest, trying.input(), variables));
            } catch (ExpressionException e) {
                walk.fail(trying.position(), Fault.expression(e.getMessage()));
                return;
            }
        }
        walk.goOnAt(new Place(trying.position(), 0, trying.input()));
    }

    void pauseEnded(Activation pausing) {
        if (pausing.phase() instanceof Phase.Pausing(int failed, Instant firstAt)) {
            begin(pausing, failed + 1, firstAt);
        }
    }

    void timedOut(Activation trying) {
        minutes.giveUpInside(trying);
        handle(
                minutes.activation(trying.position()),
                Fault.timeout("The attempt did not end in time.")
                        .raisedBy(minutes.header(trying).pointer()));
    }

    void handle(Activation trying, Fault fault) {
        if (!(minutes.task(trying) instanceof Task.Try task)
                || !(trying.phase() instanceof Phase.Trying(int attempt, Instant firstAt))) {
            walk.passOn(trying.position(), fault);
            return;
        }
        minutes.cancelTimers(trying.position(), Timer.Purpose.ATTEMPT_TIMEOUT);
        Variables variables =
                minutes.scope().during(task.header(), minutes.run().path(trying.position()));
        try {
            switch (Handling.of(
                    task, fault, attempt, firstAt, trying, minutes.run().id(), variables, now)) {
                case Handling.PassOn() -> walk.passOn(trying.position(), fault);
                case Handling.RetryAfter(Duration pause) when pause.isZero() -> begin(trying, attempt + 1, firstAt);
                case Handling.RetryAfter(Duration pause) -> {
                    minutes.note(
                            new RunEvent.RetryScheduled(trying.position(), attempt, firstAt, now.plus(pause), fault));
                    minutes.setTimer(trying.position(), Timer.Purpose.RETRY, pause);
                }
                case Handling.TakeIt() -> {
                    minutes.note(new RunEvent.FaultCaught(trying.position(), trying.task(), fault));
                    if (task.handler().body() == null) {
                        walk.complete(trying.position(), trying.input(), afterCatch(task));
                    } else {
                        walk.goOnAt(new Place(trying.position(), 0, trying.input()));
                    }
                }
            }
        } catch (ExpressionException e) {
            walk.fail(trying.position(), Fault.expression(e.getMessage()));
        }
    }

    static Transition afterCatch(Task.Try task) {
        return task.handler().then() instanceof Transition.Continue
                ? task.header().then()
                : task.handler().then();
    }
}
