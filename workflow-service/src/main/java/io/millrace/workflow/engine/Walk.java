package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Walks the lists of a definition: begins tasks, follows their ways, and passes their errors on to what is around. */
final class Walk {
    /** Tasks that one run may begin before others get their turn. */
    static final int STRETCH = 200;

    private final Instant now;
    private final Minutes minutes;
    private final Deque<Place> open = new ArrayDeque<>();
    private final Attempts attempts;
    private final Loops loops;
    private final Forks forks;
    private final Listens listens;
    private final Subscriptions subscriptions;
    private final Outsiders outsiders;
    private final Endings endings;
    private int begun;

    Walk(Program program, Minutes minutes, Instant now) {
        this.now = now;
        this.minutes = minutes;
        this.attempts = new Attempts(this, minutes, now);
        this.loops = new Loops(this, minutes, now);
        this.forks = new Forks(this, minutes);
        OneByOne oneByOne = new OneByOne(this, minutes);
        this.listens = new Listens(this, minutes, oneByOne);
        this.subscriptions = new Subscriptions(this, minutes, oneByOne, now);
        this.outsiders = new Outsiders(this, minutes);
        this.endings = new Endings(this, program, minutes, now);
    }

    Attempts attempts() {
        return attempts;
    }

    Listens listens() {
        return listens;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Outsiders outsiders() {
        return outsiders;
    }

    Endings endings() {
        return endings;
    }

    /** Has the walk go on at a place, after those it was told before. */
    void goOnAt(Place place) {
        open.add(place);
    }

    /** The place it was told last, taken back. */
    Place takeBack() {
        return open.removeLast();
    }

    boolean hasPlaces() {
        return !open.isEmpty();
    }

    /** Goes on until nothing is left to do before the next input, or others have to get their turn. */
    void go() {
        while (!open.isEmpty() && minutes.atWork()) {
            if (minutes.run().suspended()) {
                minutes.note(new RunEvent.WorkHeld(withOpen()));
                return;
            }
            if (begun == STRETCH) {
                int stretch = minutes.run().counters().stretch();
                minutes.note(new RunEvent.StretchEnded(stretch, withOpen()));
                minutes.send(new Effect.ContinueLater(stretch));
                return;
            }
            Place place = open.removeFirst();
            if (!minutes.atWork(place.parent())) {
                continue;
            }
            TaskList list = minutes.list(place.parent());
            if (place.index() < list.tasks().size()) {
                begin(place.parent(), list.tasks().get(place.index()), place.data());
            } else {
                listEnded(place.parent(), place.data());
            }
        }
    }

    private List<Place> withOpen() {
        List<Place> places = new ArrayList<>(minutes.run().places());
        places.addAll(open);
        return places;
    }

    /** Begins a task inside an activation; 0 for the body of the workflow. */
    void begin(int parent, Task task, JsonNode rawInput) {
        begun++;
        TaskHeader header = task.header();
        List<Activation> around = minutes.run().path(parent);
        boolean branch = !around.isEmpty() && around.getLast().phase() instanceof Phase.Forking;
        JsonNode context = branch ? minutes.scope().context(around) : null;
        JsonNode input = rawInput;
        Fault fault = null;
        try {
            Variables variables = minutes.scope().before(header, rawInput, around);
            if (header.condition() != null && !DataChecks.holds(header.condition(), rawInput, variables)) {
                minutes.note(new RunEvent.TaskSkipped(header.id()));
                follow(parent, header, header.then(), rawInput, minutes.scope().context(around));
                return;
            }
            DataChecks.check(header.flow().inputShape(), rawInput, "The input of the task");
            input = DataChecks.evaluate(header.flow().inputFrom(), rawInput, variables);
        } catch (ExpressionException e) {
            fault = Fault.expression(e.getMessage());
        } catch (DataMismatch e) {
            fault = e.fault();
        }
        int position = minutes.nextPosition();
        minutes.note(new RunEvent.TaskStarted(
                parent, position, header.id(), Activation.attemptAround(around), rawInput, input, now, context));
        if (fault != null) {
            fail(position, fault);
            return;
        }
        try {
            perform(position, task, input);
        } catch (ExpressionException e) {
            fail(position, Fault.expression(e.getMessage()));
        }
    }

    private void perform(int position, Task task, JsonNode input) {
        List<Activation> path = minutes.run().path(position);
        TaskHeader header = task.header();
        Variables variables = minutes.scope().during(header, path);
        if (header.timeout() != null) {
            minutes.setTimer(
                    position, Timer.Purpose.TASK_TIMEOUT, DataChecks.duration(header.timeout(), input, variables));
        }
        switch (task) {
            case Task.Do _ -> goOnAt(new Place(position, 0, input));
            case Task.Set set -> complete(position, set.value().evaluate(input, variables), header.then());
            case Task.Switch choice ->
                complete(position, input, DataChecks.choose(choice.cases(), header.then(), input, variables));
            case Task.Raise raise ->
                fail(position, DataChecks.raised(raise.error().evaluate(input, variables)));
            case Task.Wait wait -> {
                Duration pause = DataChecks.duration(wait.duration(), input, variables);
                if (pause.isZero()) {
                    complete(position, input, header.then());
                } else {
                    minutes.note(new RunEvent.WaitStarted(position));
                    minutes.setTimer(position, Timer.Purpose.WAIT, pause);
                }
            }
            case Task.Emit emit -> {
                JsonNode event =
                        Emission.complete(emit.event().evaluate(input, variables), minutes.run(), position, now);
                minutes.note(new RunEvent.EventEmitted(position, event));
                minutes.send(new Effect.PublishEvent(event));
                complete(position, event, header.then());
            }
            case Task.Call call -> {
                minutes.dispatch(path, header, call.kind(), call.arguments().evaluate(input, variables));
                if (!call.await()) {
                    complete(position, input, header.then());
                }
            }
            case Task.Try _ -> attempts.begin(path.getLast(), 1, now);
            case Task.For loop -> loops.begin(path, loop, variables);
            case Task.Spread loop -> loops.begin(path, loop, variables);
            case Task.Fork fork -> forks.begin(path.getLast(), fork);
            case Task.Listen listen -> listens.begin(path.getLast(), listen, variables);
            case Task.Subscribe subscribe -> subscriptions.begin(path.getLast(), subscribe, variables);
            case Task.RunWorkflow call -> outsiders.startChild(path.getLast(), call, variables);
            case Task.Callback callback -> outsiders.openCallback(path.getLast(), callback, variables);
        }
    }

    /**
     * Goes the way of a task that ended or was skipped.
     *
     * @param context {@code $context} as the task saw it at its end
     */
    private void follow(int parent, TaskHeader from, Transition then, JsonNode data, JsonNode context) {
        boolean branch = parent != 0 && minutes.activation(parent).phase() instanceof Phase.Forking;
        switch (then) {
            case Transition.Continue() -> {
                if (branch) {
                    forks.branchEnded(parent, from, data, context);
                } else {
                    goOnAt(new Place(parent, minutes.list(parent).indexOf(from) + 1, data));
                }
            }
            case Transition.GoTo jump -> goOnAt(new Place(parent, jump.index(), data));
            case Transition.Exit() -> {
                if (branch) {
                    forks.branchEnded(parent, from, data, context);
                } else {
                    listEnded(parent, data);
                }
            }
            case Transition.End() -> endings.endFrom(parent, data);
            case Transition.Leave(Transition outer) -> {
                minutes.note(new RunEvent.WaySettled(parent, outer));
                listEnded(parent, data);
            }
            case Transition.Later(Transition outer) -> {
                minutes.note(new RunEvent.WaySettled(parent, outer));
                goOnAt(new Place(parent, minutes.list(parent).indexOf(from) + 1, data));
            }
        }
    }

    private void listEnded(int parent, JsonNode data) {
        if (parent == 0) {
            endings.completed(data);
            return;
        }
        List<Activation> path = minutes.run().path(parent);
        Activation activation = path.getLast();
        Task task = minutes.task(activation);
        switch (activation.phase()) {
            case Phase.Leaving(Transition way) -> complete(parent, data, way);
            case Phase.Catching _ ->
                complete(
                        parent,
                        data,
                        task instanceof Task.Try attempt
                                ? Attempts.afterCatch(attempt)
                                : task.header().then());
            case Phase.Looping _ -> loops.next(activation, data);
            case Phase.Iterating _ -> loops.itemEnded(path, data);
            case Phase.Listening _ -> listens.worked(activation, data);
            case Phase.Receiving _ -> subscriptions.worked(activation, data);
            case Phase.Compensating _ -> endings.undone(activation, null);
            case Phase.Entered _, Phase.Trying _ ->
                complete(parent, data, task.header().then());
            case Phase.Performing _,
                    Phase.Sleeping _,
                    Phase.Pausing _,
                    Phase.Spreading _,
                    Phase.Forking _,
                    Phase.Awaiting _,
                    Phase.Summoning _ -> throw new IllegalStateException("no list runs in " + activation.phase());
        }
    }

    /** Ends a task with its raw output. */
    void complete(int position, JsonNode rawOutput, Transition then) {
        List<Activation> path = minutes.run().path(position);
        Activation activation = path.getLast();
        TaskHeader header = minutes.header(activation);
        DataFlow flow = header.flow();
        JsonNode output;
        try {
            Variables variables = minutes.scope().after(header, path, rawOutput);
            output = DataChecks.evaluate(flow.outputAs(), rawOutput, variables);
            DataChecks.check(flow.outputShape(), output, "The output of the task");
            if (flow.exportAs() != null) {
                JsonNode context = flow.exportAs().evaluate(output, variables.with("output", output));
                DataChecks.check(flow.exportShape(), context, "What the task exports");
                minutes.note(new RunEvent.ContextReplaced(Scope.owner(path), context));
            }
        } catch (ExpressionException e) {
            fail(position, Fault.expression(e.getMessage()));
            return;
        } catch (DataMismatch e) {
            fail(position, e.fault());
            return;
        }
        JsonNode context = minutes.scope().context(minutes.run().path(position));
        minutes.cancelTimers(position);
        minutes.note(new RunEvent.TaskCompleted(position, header.id(), activation.attempt(), output));
        if (header.compensation() != null) {
            minutes.note(new RunEvent.CompensationKept(new Compensation(header.id(), activation.input(), output)));
        }
        follow(parent(path), header, then, output, context);
    }

    /** Ends a task by an error that came up in it. */
    void fail(int position, Fault fault) {
        endings.remember(minutes.run().path(position));
        passOn(position, fault);
    }

    /** Ends a task by an error that came from inside it. */
    void passOn(int position, Fault raised) {
        List<Activation> path = minutes.run().path(position);
        Activation activation = path.getLast();
        Fault fault = raised.raisedBy(minutes.header(activation).pointer());
        minutes.giveUpInside(activation);
        minutes.cancelTimers(position);
        minutes.recall(activation);
        minutes.note(new RunEvent.TaskFaulted(position, activation.task(), activation.attempt(), fault));
        if (path.size() == 1) {
            endings.faulted(fault);
            return;
        }
        Activation around = minutes.activation(path.get(path.size() - 2).position());
        switch (around.phase()) {
            case Phase.Trying _ -> attempts.handle(around, fault);
            case Phase.Iterating _ -> loops.itemFailed(path.subList(0, path.size() - 1), fault);
            case Phase.Compensating _ -> endings.undone(around, fault);
            case Phase.Entered _,
                    Phase.Leaving _,
                    Phase.Performing _,
                    Phase.Sleeping _,
                    Phase.Pausing _,
                    Phase.Catching _,
                    Phase.Looping _,
                    Phase.Spreading _,
                    Phase.Forking _,
                    Phase.Listening _,
                    Phase.Receiving _,
                    Phase.Awaiting _,
                    Phase.Summoning _ -> passOn(around.position(), fault);
        }
    }

    private static int parent(List<Activation> path) {
        return path.size() == 1 ? 0 : path.get(path.size() - 2).position();
    }
}
