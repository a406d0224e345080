package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A run at work while one fact changes it. */
final class Revision {
    private final Active run;
    private JsonNode context;
    private List<Activation> activations;
    private List<Timer> timers;
    private List<Place> places;
    private Counters counters;
    private List<Waiter> waiters;
    private boolean suspended;
    private List<Compensation> compensations;
    private @Nullable Ending ending;

    Revision(Active run) {
        this.run = run;
        this.context = run.context();
        this.activations = run.activations();
        this.timers = run.timers();
        this.places = run.places();
        this.counters = run.counters();
        this.waiters = run.waiters();
        this.suspended = run.suspended();
        this.compensations = run.compensations();
        this.ending = run.ending();
    }

    Active done() {
        return new Active(
                run.id(),
                run.tenant(),
                run.definition(),
                run.startedAt(),
                run.rawInput(),
                context,
                activations,
                timers,
                places,
                counters,
                waiters,
                run.seed(),
                run.parent(),
                suspended,
                compensations,
                ending);
    }

    /** Replaces a {@code $context}: that of the run for 0, else the copy that an activation has. */
    Revision context(int owner, JsonNode replacement) {
        if (owner == 0) {
            context = replacement;
            return this;
        }
        return change(owner, activation -> activation.seeing(replacement));
    }

    /** Puts an activation inside another one, or beside the outermost ones for 0. */
    Revision begin(int parent, Activation activation) {
        counters = counters.taskStarted(activation.position());
        if (parent == 0) {
            activations = plus(activations, activation);
            return this;
        }
        return change(parent, around -> around.plus(activation));
    }

    Revision phase(int position, Phase phase) {
        return change(position, activation -> activation.in(phase));
    }

    Revision change(int position, UnaryOperator<Activation> change) {
        activations = Activation.change(
                activations, position, activation -> activation == null ? null : change.apply(activation));
        return this;
    }

    Revision end(int position) {
        activations = Activation.change(activations, position, _ -> null);
        return this;
    }

    Revision counters(Counters changed) {
        counters = changed;
        return this;
    }

    Revision timerSet(Timer timer) {
        timers = plus(timers, timer);
        counters = counters.timerSet(timer.number());
        return this;
    }

    Revision timerGone(Timer timer) {
        timers = timers.stream()
                .filter(other -> other.number() != timer.number())
                .toList();
        return this;
    }

    Revision places(List<Place> changed) {
        places = changed;
        return this;
    }

    Revision waiter(Waiter waiter) {
        waiters = plus(waiters, waiter);
        return this;
    }

    Revision suspended(boolean now) {
        suspended = now;
        return this;
    }

    Revision compensation(Compensation compensation) {
        compensations = plus(compensations, compensation);
        return this;
    }

    Revision compensated() {
        compensations = compensations.subList(0, compensations.size() - 1);
        return this;
    }

    Revision ending(Ending how) {
        ending = how;
        return this;
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return longer;
    }
}
