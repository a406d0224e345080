package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Variables;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a run; when it does not end well, undoes first what can be undone (language.md, decision 9). */
final class Endings {
    private final Walk walk;
    private final Program program;
    private final Minutes minutes;
    private final Instant now;
    private List<Wreck.Failed> failed = List.of();

    Endings(Walk walk, Program program, Minutes minutes, Instant now) {
        this.walk = walk;
        this.program = program;
        this.minutes = minutes;
        this.now = now;
    }

    /** Remembers where an error came up, in case it ends the run. */
    void remember(List<Activation> path) {
        failed = path.stream()
                .map(activation -> new Wreck.Failed(minutes.header(activation).pointer(), activation.rawInput()))
                .toList();
    }

    /** Ends the run from inside an activation, whatever else is at work. */
    void endFrom(int parent, JsonNode data) {
        List<Activation> around = minutes.run().path(parent);
        if (!around.isEmpty() && around.getFirst().phase() instanceof Phase.Compensating) {
            undone(around.getFirst(), null);
            return;
        }
        for (int i = around.size() - 1; i >= 0; i--) {
            Activation ending = minutes.activation(around.get(i).position());
            minutes.giveUpInside(ending);
            minutes.cancelTimers(ending.position());
            minutes.recall(ending);
            if (!(ending.phase() instanceof Phase.Iterating)) {
                minutes.note(new RunEvent.TaskCompleted(ending.position(), ending.task(), ending.attempt(), data));
            }
        }
        completed(data);
    }

    void completed(JsonNode data) {
        try {
            Variables variables = minutes.scope().workflow();
            JsonNode output = DataChecks.evaluate(program.flow().outputAs(), data, variables);
            DataChecks.check(program.flow().outputShape(), output, "The output of the workflow");
            minutes.end(new RunEvent.RunCompleted(output, now), Status.COMPLETED, output, null);
        } catch (ExpressionException e) {
            faulted(Fault.expression(e.getMessage()).raisedBy("/output"));
        } catch (DataMismatch e) {
            faulted(e.fault().raisedBy("/output"));
        }
    }

    void faulted(Fault fault) {
        end(new Ending.Faulting(fault));
    }

    /** Ends the run at once, without undoing anything and without keeping anything of it. */
    void givenUp(Fault fault) {
        minutes.end(new RunEvent.RunFaulted(fault, now, null), Status.FAULTED, null, fault);
    }

    /** Ends the run and undoes nothing. */
    void atOnce(Fault fault) {
        over(new Ending.Faulting(fault));
    }

    /** A second request does not wait for what is still to be undone. */
    void cancelled(String actor, @Nullable String reason) {
        if (minutes.run().ending() == null) {
            end(new Ending.Cancelling(actor, reason));
        } else {
            over(new Ending.Cancelling(actor, reason));
        }
    }

    private void end(Ending ending) {
        minutes.giveUpAll();
        if (minutes.run().compensations().isEmpty()) {
            over(ending);
            return;
        }
        minutes.note(new RunEvent.EndingStarted(ending));
        undoNext();
    }

    /** The list that undoes a task has ended; an error in it does not keep the others from being undone. */
    void undone(Activation undoing, @Nullable Fault fault) {
        minutes.giveUpInside(minutes.activation(undoing.position()));
        minutes.note(new RunEvent.CompensationEnded(undoing.position(), undoing.task(), fault));
        undoNext();
    }

    private void undoNext() {
        Active run = minutes.run();
        if (!run.compensations().isEmpty()) {
            int position = minutes.nextPosition();
            Compensation last = run.compensations().getLast();
            minutes.note(new RunEvent.CompensationStarted(position, last, now));
            walk.goOnAt(new Place(position, 0, last.data()));
        } else if (run.ending() != null) {
            over(run.ending());
        }
    }

    private void over(Ending ending) {
        switch (ending) {
            case Ending.Faulting(Fault fault) ->
                minutes.end(
                        // Whoever retries after everything was undone begins at the beginning.
                        new RunEvent.RunFaulted(fault, now, minutes.run().ending() == null ? failed : List.of()),
                        Status.FAULTED,
                        null,
                        fault);
            case Ending.Cancelling(String actor, String reason) ->
                minutes.end(new RunEvent.RunCancelled(actor, reason, now), Status.CANCELLED, null, null);
        }
    }
}
