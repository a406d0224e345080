package io.millrace.workflow.engine;

import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Decision.Rejected;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Ended;
import io.millrace.workflow.engine.RunState.NotStarted;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.List;

/**
 * Decides what follows from an input. The same program, state, input and time always give the same decision; nothing
 * is read or written besides.
 */
public final class Engine {
    /** Callers that may wait for one run at the same time. */
    static final int MOST_WAITERS = 16;

    private Engine() {}

    /**
     * Decides.
     *
     * @param program the definition version that the run is pinned to
     * @param state of the run before the input
     * @param input the input
     * @param now the time of the input's record
     */
    public static Decision decide(Program program, RunState state, RunInput input, Instant now) {
        return switch (state) {
            case NotStarted notStarted -> decide(program, notStarted, input, now);
            case Active run -> decide(program, run, input, now);
            case Ended ended ->
                input instanceof RunInput.RetryRun retry && ended.wreck() != null
                        ? retry(program, ended, ended.wreck(), retry, now)
                        : refuse(ended, input);
        };
    }

    private static Decision retry(Program program, Ended ended, Wreck wreck, RunInput.RetryRun retry, Instant now) {
        return Retrying.find(program, wreck, retry)
                .<Decision>map(from -> {
                    Turn turn = new Turn(program, ended, now);
                    turn.retry(wreck, retry, from);
                    return turn.decision();
                })
                .orElseGet(() -> new Rejected(
                        RejectionCode.WRONG_TASK,
                        "The run cannot begin again with " + retry.from()
                                + ": version " + program.identity().version()
                                + " has no such task outside of catches and functions, or its input must be given."));
    }

    /**
     * Refuses an input for a run that has ended, or that nobody knows; no program is needed for that.
     */
    public static Rejected refuse(Ended ended, RunInput input) {
        return input instanceof RunInput.StartRun
                ? new Rejected(
                        RejectionCode.DUPLICATE_START,
                        "The run was started before and is " + ended.status().word() + ".")
                : new Rejected(
                        RejectionCode.RUN_ENDED,
                        "The run is " + ended.status().word() + " since " + ended.endedAt() + ".");
    }

    /** Refuses an input other than a start for a run that nobody knows. */
    public static Rejected refuseUnknown() {
        return new Rejected(
                RejectionCode.UNKNOWN_RUN, "No such run has been started, or it ended too long ago to be remembered.");
    }

    private static Decision decide(Program program, NotStarted state, RunInput input, Instant now) {
        if (input instanceof RunInput.ValueLost lost && lost.of() instanceof RunInput.StartRun start) {
            Turn turn = new Turn(program, state, now);
            turn.startWithout(start, lost);
            return turn.decision();
        }
        if (!(input instanceof RunInput.StartRun start)) {
            return refuseUnknown();
        }
        Turn turn = new Turn(program, state, now);
        turn.start(start);
        return turn.decision();
    }

    private static Decision decide(Program program, Active run, RunInput input, Instant now) {
        return switch (input) {
            case RunInput.StartRun start -> join(run, start);
            case RunInput.StepSucceeded result ->
                performs(run, result.position(), result.attempt())
                        ? turn(program, run, now, turn -> turn.stepSucceeded(result))
                        : stale(result.position(), result.attempt());
            case RunInput.StepFailed result ->
                performs(run, result.position(), result.attempt())
                        ? turn(program, run, now, turn -> turn.stepFailed(result))
                        : stale(result.position(), result.attempt());
            case RunInput.TimerFired fired ->
                run.timer(fired.timer())
                        .map(timer -> turn(program, run, now, turn -> turn.timerFired(timer)))
                        .orElseGet(() -> new Rejected(
                                RejectionCode.STALE_TIMER,
                                "Timer " + fired.timer() + " has fired before or was cancelled."));
            case RunInput.ContinueRun proceed ->
                !run.places().isEmpty()
                                && !run.suspended()
                                && proceed.stretch() == run.counters().stretch()
                        ? turn(program, run, now, Turn::proceed)
                        : new Rejected(
                                RejectionCode.STALE_CONTINUATION,
                                "The run went on after stretch " + proceed.stretch() + " before.");
            case RunInput.CancelRun cancel -> turn(program, run, now, turn -> turn.cancel(cancel));
            case RunInput.StateOutgrown outgrown -> turn(program, run, now, turn -> turn.outgrown(outgrown));
            case RunInput.DeliverEvent delivered -> deliver(program, run, delivered, now);
            case RunInput.ChildEnded ended ->
                awaits(run, ended)
                        ? turn(program, run, now, turn -> turn.childEnded(ended))
                        : new Rejected(
                                RejectionCode.STALE_CHILD,
                                "Nobody waits for the run " + ended.child() + " at step " + ended.position() + ".");
            case RunInput.SuspendRun suspend ->
                run.suspended()
                        ? new Rejected(RejectionCode.WRONG_STATUS, "The run is suspended already.")
                        : turn(program, run, now, turn -> turn.suspend(suspend));
            case RunInput.ResumeRun resume ->
                run.suspended()
                        ? turn(program, run, now, turn -> turn.resume(resume))
                        : new Rejected(RejectionCode.WRONG_STATUS, "The run is not suspended.");
            case RunInput.RetryRun _ ->
                new Rejected(
                        RejectionCode.WRONG_STATUS,
                        "Only a run that ended by an error can be retried; this one is "
                                + run.status().word() + ".");
            case RunInput.AnswerCallback answered ->
                mayAnswer(run, answered)
                        ? turn(program, run, now, turn -> turn.answered(answered))
                        : new Rejected(
                                RejectionCode.WRONG_TOKEN,
                                "The token is wrong, was used before, or the task does not wait any more.");
            case RunInput.ValueLost lost -> turn(program, run, now, turn -> turn.lost(lost));
        };
    }

    private static Decision deliver(Program program, Active run, RunInput.DeliverEvent delivered, Instant now) {
        Turn turn = new Turn(program, run, now);
        RejectionCode refusal = Listens.refusal(turn.minutes(), delivered);
        if (refusal != null) {
            return new Rejected(
                    refusal,
                    refusal == RejectionCode.OTHER_EVENT
                            ? "Step " + delivered.position() + " waits for other events."
                            : "Step " + delivered.position() + " took the event before, or takes no more events.");
        }
        turn.deliver(delivered);
        return turn.decision();
    }

    private static boolean awaits(Active run, RunInput.ChildEnded ended) {
        List<Activation> path = run.path(ended.position());
        return !path.isEmpty() && path.getLast().phase().equals(new Phase.Awaiting(ended.child()));
    }

    private static boolean mayAnswer(Active run, RunInput.AnswerCallback answered) {
        List<Activation> path = run.path(answered.position());
        RunInput.Code code = answered.code();
        return !path.isEmpty()
                && path.getLast().phase() instanceof Phase.Summoning
                && (code == null || run.seed().gave(code, run.id(), answered.position()));
    }

    private static Decision turn(Program program, Active run, Instant now, java.util.function.Consumer<Turn> what) {
        Turn turn = new Turn(program, run, now);
        what.accept(turn);
        return turn.decision();
    }

    private static boolean performs(Active run, int position, int attempt) {
        List<Activation> path = run.path(position);
        return !path.isEmpty() && attempt > 0 && path.getLast().stepAtWork() == attempt;
    }

    private static Rejected stale(int position, int attempt) {
        return new Rejected(
                RejectionCode.STALE_RESULT,
                "Nobody waits for attempt " + attempt + " of step " + position + ": it ended before or was given up.");
    }

    private static Decision join(Active run, RunInput.StartRun start) {
        Waiter waiter = start.waiter();
        return waiter == null || run.waiters().contains(waiter) || run.waiters().size() >= MOST_WAITERS
                ? new Rejected(
                        RejectionCode.DUPLICATE_START,
                        "The run was started before and is " + run.status().word() + ".")
                : new Accepted(List.of(new RunEvent.WaiterJoined(waiter)), List.of());
    }
}
