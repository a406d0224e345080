package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Ended;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What facts do to the state of a run: the only way it changes, live and in a replay. */
public final class Evolution {
    private Evolution() {}

    /**
     * The state after a fact.
     *
     * @throws IllegalStateException when the fact cannot be about a run in this state, which is a defect
     */
    public static RunState evolve(RunState state, RunEvent event) {
        return switch (event) {
            case RunEvent.RunStarted started -> begin(state, started);
            case RunEvent.RunRetried retried -> retry(state, retried);
            case RunEvent.RunCompleted ended -> end(state, new Ended(Status.COMPLETED, ended.at(), null));
            case RunEvent.RunFaulted ended ->
                end(state, new Ended(Status.FAULTED, ended.at(), wreck(active(state, event), ended)));
            case RunEvent.RunCancelled ended -> end(state, new Ended(Status.CANCELLED, ended.at(), null));
            case RunEvent.Progress progress -> change(active(state, event), progress);
        };
    }

    /** The state after several facts, in order. */
    public static RunState evolve(RunState state, List<RunEvent> events) {
        RunState current = state;
        for (RunEvent event : events) {
            current = evolve(current, event);
        }
        return current;
    }

    private static Active change(Active run, RunEvent.Progress event) {
        Revision revision = new Revision(run);
        Revision changed = switch (event) {
            case RunEvent.WaiterJoined joined -> revision.waiter(joined.waiter());
            case RunEvent.TaskSkipped _, RunEvent.EventEmitted _, RunEvent.RunDetached _ -> revision;
            case RunEvent.TaskStarted started -> revision.begin(started.parent(), activation(started));
            case RunEvent.StepScheduled step ->
                phase(revision, step.position(), before -> asked(before, step.attempt()))
                        .counters(run.counters().stepScheduled());
            case RunEvent.StepEnded step ->
                phase(revision, step.position(), Evolution::answered)
                        .counters(run.counters().stepEnded(step.millis()));
            case RunEvent.WaitStarted wait -> revision.phase(wait.position(), new Phase.Sleeping());
            case RunEvent.AttemptStarted attempt ->
                revision.phase(attempt.position(), new Phase.Trying(attempt.attempt(), attempt.firstAt()));
            case RunEvent.RetryScheduled retry ->
                revision.phase(retry.position(), new Phase.Pausing(retry.failedAttempt(), retry.firstAt()));
            case RunEvent.FaultCaught caught -> revision.phase(caught.position(), new Phase.Catching(caught.fault()));
            case RunEvent.TimerSet set -> revision.timerSet(set.timer());
            case RunEvent.TimerCancelled cancelled -> revision.timerGone(cancelled.timer());
            case RunEvent.TimerElapsed elapsed -> revision.timerGone(elapsed.timer());
            case RunEvent.ContextReplaced replaced -> revision.context(replaced.owner(), replaced.context());
            case RunEvent.TaskCompleted ended -> revision.end(ended.position());
            case RunEvent.TaskFaulted ended -> revision.end(ended.position());
            case RunEvent.TaskCancelled ended -> revision.end(ended.position());
            case RunEvent.WaySettled settled -> revision.phase(settled.position(), new Phase.Leaving(settled.way()));
            case RunEvent.IterationStarted item ->
                revision.phase(item.position(), new Phase.Looping(item.items(), item.index()));
            case RunEvent.SpreadStarted spread ->
                revision.phase(
                        spread.position(), new Phase.Spreading(spread.items(), 0, 0, Phase.Results.NONE, Map.of()));
            case RunEvent.ItemStarted item ->
                spreading(revision, item.parent(), Evolution::nextItem).begin(item.parent(), activation(item));
            case RunEvent.ItemEnded item ->
                spreading(revision.end(item.position()), item.parent(), before -> itemEnded(before, item));
            case RunEvent.ForkStarted fork -> revision.phase(fork.position(), new Phase.Forking(Map.of()));
            case RunEvent.BranchEnded branch -> phase(revision, branch.position(), before -> ended(before, branch));
            case RunEvent.ListenStarted listen ->
                revision.phase(listen.position(), new Phase.Listening(Vigil.begun(listen.expected())));
            case RunEvent.EventConsumed taken ->
                vigil(
                        revision,
                        taken.position(),
                        vigil -> vigil.seen(taken.partition(), taken.offset())
                                .took(taken.item(), taken.met(), taken.expected(), taken.closed()));
            case RunEvent.EndingEventConsumed taken ->
                vigil(
                        revision,
                        taken.position(),
                        vigil -> vigil.seen(taken.partition(), taken.offset())
                                .ends(taken.met(), taken.expected(), taken.closed()));
            case RunEvent.EventWorkStarted work -> vigil(revision, work.position(), Vigil::next);
            case RunEvent.EventWorked work -> vigil(revision, work.position(), vigil -> vigil.worked(work.result()));
            case RunEvent.ListenClosed listen -> vigil(revision, listen.position(), Vigil::closedNow);
            case RunEvent.SubscriptionStarted begun ->
                revision.phase(
                        begun.position(),
                        new Phase.Receiving(
                                Vigil.begun(Map.of()),
                                Reception.begun(begun.arguments(), begun.most(), begun.until())));
            case RunEvent.MessagesReceived came ->
                reception(
                        vigil(revision, came.position(), vigil -> vigil.took(came.taken(), came.closed())),
                        came.position(),
                        reception -> reception.at(came.place(), came.kept()));
            case RunEvent.SubscriptionTimeUp up -> reception(revision, up.position(), Reception::timeUp);
            case RunEvent.SubscriptionClosed closed -> vigil(revision, closed.position(), Vigil::closedNow);
            case RunEvent.ChildStarted child -> revision.phase(child.position(), new Phase.Awaiting(child.child()));
            case RunEvent.ChildEnded child -> revision.phase(child.position(), new Phase.Entered());
            case RunEvent.CallbackOpened callback -> revision.phase(callback.position(), new Phase.Summoning(false));
            case RunEvent.HeartbeatReceived _ -> revision;
            case RunEvent.CallbackReceived callback -> revision.phase(callback.position(), new Phase.Entered());
            case RunEvent.CompensationKept kept -> revision.compensation(kept.compensation());
            // What was still to be done is not done, and undoing waits for nobody.
            case RunEvent.EndingStarted ending ->
                revision.ending(ending.ending()).places(List.of()).suspended(false);
            case RunEvent.CompensationStarted undoing -> revision.compensated().begin(0, activation(undoing));
            case RunEvent.CompensationEnded undone -> revision.end(undone.position());
            case RunEvent.StretchEnded ended -> revision.places(ended.places());
            case RunEvent.StretchStarted _ ->
                revision.places(List.of()).counters(run.counters().nextStretch());
            case RunEvent.RunSuspended _ -> revision.suspended(true);
            case RunEvent.WorkHeld held -> revision.places(held.places());
            case RunEvent.RunResumed _ -> revision.suspended(false);
        };
        return changed.done();
    }

    private static Revision phase(Revision revision, int position, UnaryOperator<Phase> change) {
        return revision.change(position, activation -> activation.in(change.apply(activation.phase())));
    }

    private static Revision spreading(Revision revision, int position, UnaryOperator<Phase.Spreading> change) {
        return phase(
                revision,
                position,
                before -> before instanceof Phase.Spreading spreading ? change.apply(spreading) : before);
    }

    private static Revision vigil(Revision revision, int position, UnaryOperator<Vigil> change) {
        return phase(revision, position, before -> {
            if (before instanceof Phase.Receiving(Vigil vigil, Reception reception)) {
                return new Phase.Receiving(change.apply(vigil), reception);
            }
            return before instanceof Phase.Listening(Vigil vigil) ? new Phase.Listening(change.apply(vigil)) : before;
        });
    }

    private static Revision reception(Revision revision, int position, UnaryOperator<Reception> change) {
        return phase(
                revision,
                position,
                before -> before instanceof Phase.Receiving(Vigil vigil, Reception reception)
                        ? new Phase.Receiving(vigil, change.apply(reception))
                        : before);
    }

    private static Phase asked(Phase before, int step) {
        if (before instanceof Phase.Receiving(Vigil vigil, Reception reception)) {
            return new Phase.Receiving(vigil, reception.asked(step));
        }
        return before instanceof Phase.Summoning ? new Phase.Summoning(true) : new Phase.Performing();
    }

    private static Phase answered(Phase before) {
        if (before instanceof Phase.Receiving(Vigil vigil, Reception reception)) {
            return new Phase.Receiving(vigil, reception.answered());
        }
        return before instanceof Phase.Summoning ? new Phase.Summoning(false) : new Phase.Entered();
    }

    private static Phase.Spreading nextItem(Phase.Spreading before) {
        return new Phase.Spreading(before.items(), before.next() + 1, before.failed(), before.sealed(), before.ahead());
    }

    private static Phase.Spreading itemEnded(Phase.Spreading before, RunEvent.ItemEnded item) {
        Map<Integer, JsonNode> ahead = new HashMap<>(before.ahead());
        ahead.put(item.index(), item.result());
        Phase.Results sealed = before.sealed();
        for (JsonNode next = ahead.remove(sealed.size()); next != null; next = ahead.remove(sealed.size())) {
            sealed = sealed.plus(next);
        }
        return new Phase.Spreading(
                before.items(), before.next(), before.failed() + (item.failed() ? 1 : 0), sealed, ahead);
    }

    private static Phase ended(Phase before, RunEvent.BranchEnded branch) {
        if (!(before instanceof Phase.Forking(Map<Integer, Phase.Branch> ended))) {
            return before;
        }
        Map<Integer, Phase.Branch> more = new HashMap<>(ended);
        more.put(branch.branch(), new Phase.Branch(branch.output(), branch.context()));
        return new Phase.Forking(more);
    }

    private static Activation activation(RunEvent.TaskStarted started) {
        return new Activation(
                started.position(),
                started.task(),
                started.attempt(),
                started.rawInput(),
                started.input(),
                started.at(),
                new Phase.Entered(),
                started.context(),
                List.of());
    }

    private static Activation activation(RunEvent.ItemStarted started) {
        return new Activation(
                started.position(),
                started.task(),
                started.attempt(),
                started.input(),
                started.input(),
                started.at(),
                new Phase.Iterating(started.index()),
                null,
                List.of());
    }

    private static Activation activation(RunEvent.CompensationStarted started) {
        return new Activation(
                started.position(),
                started.compensation().task(),
                1,
                started.compensation().data(),
                started.compensation().data(),
                started.at(),
                new Phase.Compensating(started.compensation()),
                null,
                List.of());
    }

    private static RunState begin(RunState state, RunEvent.RunStarted started) {
        if (!(state instanceof RunState.NotStarted)) {
            throw new IllegalStateException("a run that is " + state.status().word() + " cannot begin again");
        }
        return new Active(
                started.id(),
                started.tenant(),
                started.definition(),
                started.at(),
                started.rawInput(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of(),
                List.of(),
                Counters.ZERO,
                started.waiter() == null ? List.of() : List.of(started.waiter()),
                started.seed(),
                started.parent(),
                false,
                List.of(),
                null);
    }

    private static RunState retry(RunState state, RunEvent.RunRetried retried) {
        if (!(state instanceof Ended ended) || ended.wreck() == null) {
            throw new IllegalStateException("a run that is " + state.status().word() + " cannot be retried");
        }
        Wreck wreck = retried.wreck();
        return new Active(
                wreck.id(),
                wreck.tenant(),
                retried.definition(),
                wreck.startedAt(),
                wreck.rawInput(),
                retried.context(),
                List.of(),
                List.of(),
                List.of(),
                wreck.counters(),
                List.of(),
                wreck.seed(),
                wreck.parent(),
                false,
                List.of(),
                null);
    }

    private static @Nullable Wreck wreck(Active run, RunEvent.RunFaulted ended) {
        List<Wreck.Failed> failed = ended.failed();
        return failed == null
                ? null
                : new Wreck(
                        run.id(),
                        run.tenant(),
                        run.definition(),
                        run.startedAt(),
                        run.rawInput(),
                        run.context(),
                        failed,
                        run.counters(),
                        run.seed(),
                        run.parent());
    }

    private static RunState end(RunState state, Ended ended) {
        if (!(state instanceof Active)) {
            throw new IllegalStateException("a run that is " + state.status().word() + " cannot end");
        }
        return ended;
    }

    private static Active active(RunState state, RunEvent event) {
        if (state instanceof Active run) {
            return run;
        }
        throw new IllegalStateException(event.getClass().getSimpleName() + " cannot be about a run that is "
                + state.status().word());
    }
}
