package io.millrace.workflow.whatif;

import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Activation;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Phase;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.whatif.Comparison.NeedsResult;
import io.millrace.workflow.whatif.Comparison.Reason;
import io.millrace.workflow.whatif.Question.Answer;
import io.millrace.workflow.whatif.Question.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a definition on a time of its own, and answers everything it asks outside from the record of another run. An
 * answer comes as long after the question as it came then, so a definition that asks the same meets the same times and
 * the same order.
 */
final class Rehearsal {
    private static final long UNRECORDED = Long.MAX_VALUE;

    private final Program program;
    private final Recollection then;
    private final Likeness likeness;
    private final Course course;
    private final Memory memory;
    private final Map<List<Object>, Integer> timerCounts = new HashMap<>();
    private final Map<List<Object>, Question> open = new LinkedHashMap<>();
    private final Map<Integer, Question> newListens = new HashMap<>();
    private final PriorityQueue<Arrival> coming = new PriorityQueue<>(
            Comparator.comparing(Arrival::at).thenComparingLong(Arrival::rank).thenComparingLong(Arrival::number));
    private Instant clock = Instant.MIN;
    private long arrivals;
    private @Nullable NeedsResult missing;

    /**
     * An input that is on its way.
     *
     * @param at when it arrives
     * @param rank place in the record of what it repeats
     * @param number counts the arrivals
     * @param behind how far the time of its own record is behind, zero or negative
     */
    private record Arrival(Instant at, long rank, long number, Duration behind, RunInput input) {}

    Rehearsal(Program program, Recollection then, Likeness likeness, WhatIf.Rules rules) {
        this.program = program;
        this.then = then;
        this.likeness = likeness;
        this.course = new Course(likeness, rules);
        this.memory = new Memory(then.asked(), rules.matchArguments());
    }

    /**
     * Runs until the run has ended, or somebody asks for what is not in the record.
     *
     * @return what is missing; null when the run ended
     * @throws Recollection.Unreplayable when it goes on for too long, or stops without waiting for anybody
     */
    @Nullable
    NeedsResult run(Recording recording) throws Recollection.Unreplayable {
        RunInput.StartRun start = Recollection.withoutWaiter(recording.start());
        RecordedInput first = recording.inputs().getFirst();
        expect(first.at(), 0, Duration.ZERO, start);
        then.commands().forEach(command -> expect(command.at(), command.rank(), command.behind(), again(command)));
        long mostInputs = 4L * recording.inputs().size() + 1_000;
        long mostTasks = 10 * then.course().cost().tasks() + 10_000;
        for (long inputs = 0; missing == null && !coming.isEmpty(); inputs++) {
            if (inputs > mostInputs || course.cost().tasks() > mostTasks) {
                throw new Recollection.Unreplayable("the draft does not come to an end: it began "
                        + course.cost().tasks() + " tasks, where the run began "
                        + then.course().cost().tasks());
            }
            step(coming.remove());
        }
        if (missing == null && !(course.state() instanceof RunState.Ended)) {
            missing = waitedFor();
        }
        return missing;
    }

    Course course() {
        return course;
    }

    // The version to go on with is the draft, whichever it was then.
    private static RunInput again(Answer command) {
        return command.input() instanceof RunInput.RetryRun retry
                ? new RunInput.RetryRun(retry.actor(), null, retry.from(), retry.input(), retry.context())
                : command.input();
    }

    private void step(Arrival arrival) {
        clock = arrival.at();
        if (arrival.input() instanceof RunInput.TimerFired fired && outrunsAnEvent(fired.timer())) {
            return;
        }
        if (course.feed(program, arrival.input(), clock.plus(arrival.behind())) instanceof Decision.Accepted accepted) {
            for (RunEvent event : accepted.events()) {
                if (event instanceof RunEvent.TimerSet set) {
                    expect(set.timer());
                }
            }
            for (Effect effect : accepted.effects()) {
                if (effect instanceof Effect.ContinueLater later) {
                    expectTurn(later.stretch());
                }
            }
            open.keySet().removeIf(one -> !course.cast().atWork((int) one.get(1)));
            newListens.keySet().removeIf(position -> !course.cast().atWork(position));
            Recollection.questions(accepted, course.cast(), likeness, clock).forEach(this::ask);
        }
    }

    private void expect(Instant at, long rank, Duration behind, RunInput input) {
        coming.add(new Arrival(at.isBefore(clock) ? clock : at, rank, arrivals++, behind, input));
    }

    private void expect(Timer timer) {
        RunInput fired = new RunInput.TimerFired(timer.number());
        Recollection.TimerSet recorded = then.timer(Recollection.name(course.cast(), timer, timerCounts));
        if (recorded == null) {
            expect(timer.dueAt(), UNRECORDED, Duration.ZERO, fired);
            return;
        }
        Duration moved = Duration.between(recorded.dueAt(), timer.dueAt());
        Answer answer = recorded.fired();
        Instant gone = recorded.goneAt();
        if (answer != null) {
            expect(answer.at().plus(moved), answer.rank(), answer.behind(), fired);
        } else if (gone != null && gone.isAfter(recorded.dueAt())) {
            // Due, and not fired when it was given up: it is no earlier now.
            expect(gone.plus(moved), recorded.goneRank() + 1, Duration.ZERO, fired);
        } else {
            expect(timer.dueAt(), UNRECORDED, Duration.ZERO, fired);
        }
    }

    private void expectTurn(int stretch) {
        RunInput proceed = new RunInput.ContinueRun(stretch);
        Recollection.Pause pause = then.pause(stretch);
        if (pause == null) {
            expect(clock, UNRECORDED, Duration.ZERO, proceed);
        } else {
            expect(
                    clock.plus(pause.length()),
                    pause.answer().rank(),
                    pause.answer().behind(),
                    proceed);
        }
    }

    private void ask(List<Object> name, Question now) {
        int position = (int) name.get(1);
        Question before = memory.find(now);
        open.put(name, now);
        if (before != null) {
            List<Answer> answers = now.kind() == Kind.STEP || now.kind() == Kind.CHILD
                    ? before.answers().subList(0, Math.min(1, before.answers().size()))
                    : before.answers();
            answers.forEach(answer -> expect(
                    clock.plus(Duration.between(before.at(), answer.at())),
                    answer.rank(),
                    answer.behind(),
                    readdressed(answer.input(), position, (int) name.get(2))));
        } else if (now.kind() == Kind.LISTEN) {
            newListens.put(position, now);
            then.events()
                    .forEach(event ->
                            expect(event.at(), event.rank(), event.behind(), readdressed(event.input(), position, 1)));
        } else if (missing == null) {
            missing = needed(now, memory.askedOtherwise(now) ? Reason.OTHER_ARGUMENTS : Reason.NEVER_ASKED);
        }
    }

    /** An answer for whoever asks now. */
    private RunInput readdressed(RunInput answer, int position, int attempt) {
        return switch (answer) {
            case RunInput.StepSucceeded result ->
                new RunInput.StepSucceeded(position, attempt, result.output(), result.millis());
            case RunInput.StepFailed result ->
                new RunInput.StepFailed(position, attempt, result.fault(), result.millis());
            case RunInput.ChildEnded ended ->
                new RunInput.ChildEnded(
                        position, child(position, ended.child()), ended.status(), ended.output(), ended.fault());
            case RunInput.DeliverEvent delivered ->
                new RunInput.DeliverEvent(position, delivered.event(), delivered.partition(), delivered.offset());
            case RunInput.AnswerCallback answered ->
                new RunInput.AnswerCallback(answered.actor(), position, null, answered.answer());
            case RunInput.StartRun _,
                    RunInput.TimerFired _,
                    RunInput.ContinueRun _,
                    RunInput.CancelRun _,
                    RunInput.SuspendRun _,
                    RunInput.ResumeRun _,
                    RunInput.RetryRun _,
                    RunInput.StateOutgrown _,
                    RunInput.ValueLost _ -> throw new IllegalStateException("no task asks for " + answer);
        };
    }

    private Optional<Activation> activation(int position) {
        return course.state() instanceof RunState.Active run
                ? Activations.find(run.activations(), position)
                : Optional.empty();
    }

    private RunId child(int position, RunId recorded) {
        return activation(position)
                .map(Activation::phase)
                .filter(Phase.Awaiting.class::isInstance)
                .map(phase -> ((Phase.Awaiting) phase).child())
                .orElse(recorded);
    }

    // Whether events would have come in time to a task that nobody delivered events to, only they would know.
    private boolean outrunsAnEvent(int number) {
        if (!(course.state() instanceof RunState.Active run)) {
            return false;
        }
        return run.timers().stream()
                .filter(timer -> timer.number() == number && timer.purpose() != Timer.Purpose.WAIT)
                .anyMatch(timer -> newListens.entrySet().stream()
                        .filter(listen -> course.cast().inside(listen.getKey(), timer.position()))
                        .findFirst()
                        .map(listen -> {
                            missing = needed(listen.getValue(), Reason.NO_SUCH_EVENT);
                            return true;
                        })
                        .orElse(false));
    }

    private NeedsResult waitedFor() throws Recollection.Unreplayable {
        return open.values().stream()
                .findFirst()
                .map(question ->
                        needed(question, question.kind() == Kind.LISTEN ? Reason.NO_SUCH_EVENT : Reason.NEVER_ANSWERED))
                .orElseThrow(() -> new Recollection.Unreplayable(
                        "the draft is " + course.state().status().word() + " when the record of the run ends"));
    }

    private static NeedsResult needed(Question question, Reason reason) {
        return new NeedsResult(
                question.role().header().name(), question.role().header().pointer(), reason, Memory.shown(question));
    }
}
