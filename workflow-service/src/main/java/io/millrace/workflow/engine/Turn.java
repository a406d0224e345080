package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Variables;
import java.time.Instant;
import java.util.List;

/**
 * Runs a definition from one input until nothing is left to do before the next one, and notes the facts and effects.
 * It changes nothing outside itself: the state it reads is what its own facts make of the state it began with.
 */
final class Turn {
    private final Program program;
    private final Instant now;
    private final Minutes minutes;
    private final Walk walk;

    Turn(Program program, RunState state, Instant now) {
        this.program = program;
        this.now = now;
        this.minutes = new Minutes(program, state, now);
        this.walk = new Walk(program, minutes, now);
    }

    Minutes minutes() {
        return minutes;
    }

    Decision decision() {
        return minutes.decision();
    }

    void start(RunInput.StartRun start) {
        minutes.note(RunEvent.RunStarted.by(start, now));
        begin(start.input());
        walk.go();
    }

    private void begin(JsonNode rawInput) {
        try {
            Variables variables = minutes.scope().workflow();
            DataFlow flow = program.flow();
            DataChecks.check(flow.inputShape(), rawInput, "The input of the workflow");
            JsonNode input = DataChecks.evaluate(flow.inputFrom(), rawInput, variables);
            limitTime(input);
            walk.goOnAt(new Place(0, 0, input));
        } catch (ExpressionException e) {
            walk.endings().faulted(Fault.expression(e.getMessage()).raisedBy("/input"));
        } catch (DataMismatch e) {
            walk.endings().faulted(e.fault().raisedBy("/input"));
        }
    }

    private void limitTime(JsonNode input) {
        if (program.timeout() != null) {
            minutes.setTimer(
                    0,
                    Timer.Purpose.RUN_TIMEOUT,
                    DataChecks.duration(
                            program.timeout(), input, minutes.scope().workflow()));
        }
    }

    void retry(Wreck wreck, RunInput.RetryRun retry, Retrying.Start from) {
        minutes.note(new RunEvent.RunRetried(
                wreck,
                retry.definition() == null ? wreck.definition() : retry.definition(),
                retry.context() == null ? wreck.context() : retry.context(),
                retry.actor(),
                now));
        switch (from) {
            case Retrying.Start.Beginning(JsonNode rawInput) -> begin(rawInput);
            case Retrying.Start.At(List<Retrying.Level> levels, JsonNode data) -> {
                try {
                    limitTime(wreck.rawInput());
                    new Retrying(walk, minutes).enter(levels, data);
                } catch (ExpressionException e) {
                    walk.endings().faulted(Fault.expression(e.getMessage()).raisedBy("/timeout"));
                }
            }
        }
        walk.go();
    }

    /** Begins and ends a run whose input is lost, so that whoever asked for it learns why there is nothing more. */
    void startWithout(RunInput.StartRun start, RunInput.ValueLost lost) {
        minutes.note(RunEvent.RunStarted.by(start, now));
        lost(lost);
    }

    void stepSucceeded(RunInput.StepSucceeded result) {
        int position = result.position();
        minutes.note(new RunEvent.StepEnded(position, result.attempt(), result.millis()));
        Activation activation = minutes.activation(position);
        if (activation.phase() instanceof Phase.Receiving) {
            walk.subscriptions().received(position, result.output());
        } else if (!(activation.phase() instanceof Phase.Summoning)) {
            // The answer to a callback's request says nothing about the callback.
            walk.complete(position, result.output(), minutes.header(activation).then());
        }
        walk.go();
    }

    void stepFailed(RunInput.StepFailed result) {
        minutes.note(new RunEvent.StepEnded(result.position(), result.attempt(), result.millis()));
        walk.fail(result.position(), result.fault());
        walk.go();
    }

    void timerFired(Timer timer) {
        minutes.note(new RunEvent.TimerElapsed(timer));
        int position = timer.position();
        switch (timer.purpose()) {
            case WAIT -> {
                Activation sleeping = minutes.activation(position);
                walk.complete(
                        position, sleeping.input(), minutes.header(sleeping).then());
            }
            case RETRY -> walk.attempts().pauseEnded(minutes.activation(position));
            case TASK_TIMEOUT -> walk.fail(position, Fault.timeout("The task did not end in time."));
            case ATTEMPT_TIMEOUT -> walk.attempts().timedOut(minutes.activation(position));
            case RUN_TIMEOUT -> walk.endings().faulted(Fault.timeout("The run did not end in time."));
            case CALLBACK_EXPIRY -> walk.fail(position, Fault.timeout("Nobody completed the callback in time."));
            case HEARTBEAT ->
                walk.fail(position, Fault.timeout("Whoever works on the callback gave no sign of life in time."));
            case SUBSCRIPTION_END -> walk.subscriptions().timeUp(position);
        }
        walk.go();
    }

    void proceed() {
        List<Place> places = minutes.run().places();
        minutes.note(new RunEvent.StretchStarted(minutes.run().counters().stretch() + 1));
        places.forEach(walk::goOnAt);
        walk.go();
    }

    void deliver(RunInput.DeliverEvent delivered) {
        walk.listens().deliver(delivered);
        walk.go();
    }

    void childEnded(RunInput.ChildEnded ended) {
        walk.outsiders().childEnded(ended);
        walk.go();
    }

    void answered(RunInput.AnswerCallback answered) {
        walk.outsiders().answered(answered);
        walk.go();
    }

    void suspend(RunInput.SuspendRun suspend) {
        minutes.note(new RunEvent.RunSuspended(suspend.actor(), suspend.reason(), now));
    }

    void resume(RunInput.ResumeRun resume) {
        minutes.note(new RunEvent.RunResumed(resume.actor(), now));
        if (!minutes.run().places().isEmpty()) {
            proceed();
        }
    }

    void cancel(RunInput.CancelRun cancel) {
        walk.endings().cancelled(cancel.actor(), cancel.reason());
        walk.go();
    }

    void outgrown(RunInput.StateOutgrown outgrown) {
        walk.endings()
                .givenUp(Fault.runtime("The data of the run grew to " + outgrown.bytes() + " bytes; the limit is "
                        + outgrown.limit() + " bytes. Keep less in $context and in the outputs of tasks."));
    }

    /** Ends the run at once: what would be undone may need what is lost. */
    void lost(RunInput.ValueLost lost) {
        walk.endings().atOnce(Fault.runtime(lost.detail()));
        walk.go();
    }
}
