package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.whatif.Question.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recorded run once more, under the definition that it had, and so learns what each of its inputs was an answer
 * to. The record itself does not say with which arguments a step was dispatched; the engine does, because it is a pure
 * function of its log.
 */
final class Recollection {
    /** Ranks leave room for what happens between two inputs. */
    static final int STRIDE = 2;

    private final Likeness likeness;
    private final Course course;
    private final Map<List<Object>, Question> asked = new LinkedHashMap<>();
    private final Map<Integer, TimerSet> timers = new HashMap<>();
    private final Map<List<Object>, TimerSet> timersByName = new HashMap<>();
    private final Map<List<Object>, Integer> timerCounts = new HashMap<>();
    private final Map<Integer, Instant> stretches = new HashMap<>();
    private final Map<Integer, Pause> pauses = new HashMap<>();
    private final Map<List<Object>, Answer> events = new LinkedHashMap<>();
    private final List<Answer> commands = new ArrayList<>();
    private Instant clock = Instant.MIN;

    /** When a timer came due, or that it never did while it mattered. */
    static final class TimerSet {
        private final Instant dueAt;
        private @Nullable Answer fired;
        private @Nullable Instant goneAt;
        private long goneRank;

        TimerSet(Instant dueAt) {
            this.dueAt = dueAt;
        }

        Instant dueAt() {
            return dueAt;
        }

        @Nullable
        Answer fired() {
            return fired;
        }

        /** When it was not needed any more; null when it always was. */
        @Nullable
        Instant goneAt() {
            return goneAt;
        }

        long goneRank() {
            return goneRank;
        }
    }

    /** How long a run gave way to others. */
    record Pause(Duration length, Answer answer) {}

    Recollection(Likeness likeness, WhatIf.Rules rules) {
        this.likeness = likeness;
        this.course = new Course(likeness, rules);
    }

    /**
     * Plays the run.
     *
     * @param programs the versions that it was pinned to; null for one that is not known any more
     * @throws Unreplayable when what follows is not what followed then
     */
    void play(Recording recording, Function<Identity, @Nullable Program> programs) throws Unreplayable {
        Program program = known(programs, recording.start().definition());
        for (int i = 0; i < recording.inputs().size(); i++) {
            RecordedInput read = recording.inputs().get(i);
            clock = read.at().isAfter(clock) ? read.at() : clock;
            long rank = (long) i * STRIDE;
            gather(read, new Answer(read.input(), clock, Duration.between(clock, read.at()), rank));
            if (!read.accepted()) {
                continue;
            }
            if (read.input() instanceof RunInput.RetryRun retry && retry.definition() != null) {
                program = known(programs, retry.definition());
            }
            RunInput input = i == 0 ? withoutWaiter(recording.start()) : read.input();
            switch (course.feed(program, input, read.at())) {
                case Decision.Accepted accepted -> learn(accepted, rank);
                case Decision.Rejected rejected -> {
                    if (!(input instanceof RunInput.StartRun)) {
                        throw new Unreplayable(
                                "input " + i + " of the run was taken then and is refused now: " + rejected.reason());
                    }
                }
            }
        }
        if (course.state().status() != recording.status()) {
            throw new Unreplayable("the run ended " + recording.status().word() + " then, and by its record it is "
                    + course.state().status().word() + " now");
        }
    }

    /** A start that nobody waits for. */
    static RunInput.StartRun withoutWaiter(RunInput.StartRun start) {
        return new RunInput.StartRun(
                start.id(),
                start.tenant(),
                start.definition(),
                start.input(),
                start.actor(),
                start.cause(),
                null,
                start.seed(),
                start.parent());
    }

    private static Program known(Function<Identity, @Nullable Program> programs, Identity identity)
            throws Unreplayable {
        Program program = programs.apply(identity);
        if (program == null) {
            throw new Unreplayable("version " + identity.version() + " of workflow " + identity.name()
                    + ", which the run had, is not known any more, or this version of Millrace cannot run it");
        }
        return program;
    }

    // An input may only answer what was asked before it, so everything it could belong to is known.
    private void gather(RecordedInput read, Answer answer) {
        switch (read.input()) {
            case RunInput.StepSucceeded result -> answered(step(result.position(), result.attempt()), answer);
            case RunInput.StepFailed result -> answered(step(result.position(), result.attempt()), answer);
            case RunInput.ChildEnded ended -> answered(name(Question.Kind.CHILD, ended.position()), answer);
            case RunInput.AnswerCallback answered -> {
                // The audit does not keep the code that a refused answer came with: it must not pass for a right one.
                if (read.accepted()) {
                    answered(name(Question.Kind.CALLBACK, answered.position()), answer);
                }
            }
            case RunInput.DeliverEvent delivered -> {
                answered(name(Question.Kind.LISTEN, delivered.position()), answer);
                events.putIfAbsent(List.of(delivered.partition(), delivered.offset()), answer);
            }
            case RunInput.TimerFired fired -> {
                TimerSet timer = timers.get(fired.timer());
                if (timer != null && timer.fired == null) {
                    timer.fired = answer;
                }
            }
            case RunInput.ContinueRun proceed -> {
                Instant from = stretches.get(proceed.stretch());
                if (from != null) {
                    pauses.putIfAbsent(proceed.stretch(), new Pause(Duration.between(from, clock), answer));
                }
            }
            case RunInput.CancelRun _, RunInput.SuspendRun _, RunInput.ResumeRun _, RunInput.RetryRun _ -> {
                if (read.accepted()) {
                    commands.add(answer);
                }
            }
            case RunInput.StartRun _, RunInput.StateOutgrown _, RunInput.ValueLost _ -> {
                // The first start is played by itself; others change nothing.
            }
        }
    }

    private static List<Object> step(int position, int number) {
        return List.of(Question.Kind.STEP, position, number);
    }

    private static List<Object> name(Question.Kind kind, int position) {
        return List.of(kind, position, 1);
    }

    private void answered(List<Object> name, Answer answer) {
        Question question = asked.get(name);
        if (question != null) {
            question.answers().add(answer);
        }
    }

    private void learn(Decision.Accepted accepted, long rank) {
        accepted.events().forEach(event -> learn(event, rank));
        questions(accepted, course.cast(), likeness, clock).forEach(asked::putIfAbsent);
    }

    private void learn(RunEvent event, long rank) {
        if (event instanceof RunEvent.TimerSet set) {
            TimerSet timer = new TimerSet(set.timer().dueAt());
            timers.put(set.timer().number(), timer);
            timersByName.put(name(course.cast(), set.timer(), timerCounts), timer);
        } else if (event instanceof RunEvent.TimerCancelled cancelled) {
            TimerSet timer = timers.get(cancelled.timer().number());
            if (timer != null) {
                timer.goneAt = clock;
                timer.goneRank = rank;
            }
        } else if (event instanceof RunEvent.StretchEnded ended) {
            stretches.put(ended.stretch(), clock);
        }
    }

    /** The name of a timer that was set just now: whose it is, what for, and the how many-th such one it is. */
    static List<Object> name(Cast cast, Timer timer, Map<List<Object>, Integer> counts) {
        Cast.Role role = cast.role(timer.position());
        List<Object> kind = List.of(role == null ? "" : role.key(), timer.purpose());
        return List.of(kind, counts.merge(kind, 1, Integer::sum));
    }

    /**
     * What an input led to be asked outside, by kind, position and number among the steps of the position; only what is
     * still asked when it is over.
     */
    static Map<List<Object>, Question> questions(
            Decision.Accepted accepted, Cast cast, Likeness likeness, Instant now) {
        Map<List<Object>, Question> questions = new LinkedHashMap<>();
        for (RunEvent event : accepted.events()) {
            if (event instanceof RunEvent.CallbackOpened opened) {
                ask(
                        questions,
                        name(Question.Kind.CALLBACK, opened.position()),
                        JsonNodeFactory.instance.nullNode(),
                        cast,
                        now);
            }
        }
        for (Effect effect : accepted.effects()) {
            if (effect instanceof Effect.DispatchStep step) {
                JsonNode arguments = JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", step.kind().name())
                        .set("with", likeness.ofArguments(step));
                ask(questions, step(step.position(), step.attempt()), arguments, cast, now);
            } else if (effect instanceof Effect.StartChild child
                    && child.parent().awaits()) {
                JsonNode arguments = likeness.of(Course.arguments(child));
                ask(questions, name(Question.Kind.CHILD, child.parent().position()), arguments, cast, now);
            } else if (effect instanceof Effect.Subscribe subscribe) {
                ask(questions, name(Question.Kind.LISTEN, subscribe.position()), interests(subscribe), cast, now);
            }
        }
        return questions;
    }

    private static JsonNode interests(Effect.Subscribe subscribe) {
        var interests = JsonNodeFactory.instance.arrayNode();
        for (Effect.Interest interest : subscribe.patterns()) {
            var one = interests.addObject();
            interest.filter().forEach(one.putObject("filter")::set);
            interest.correlations().forEach(one.putObject("correlations")::set);
        }
        return interests;
    }

    private static void ask(
            Map<List<Object>, Question> questions, List<Object> name, JsonNode arguments, Cast cast, Instant now) {
        int position = (int) name.get(1);
        Cast.Role role = cast.role(position);
        if (role != null && cast.atWork(position)) {
            boolean isReceiving = !arguments.at("/with" + Likeness.RECEIVE).isMissingNode();
            questions.put(
                    name,
                    Question.asked(
                            (Question.Kind) name.getFirst(),
                            isReceiving ? role.step((int) name.get(2)) : role,
                            arguments,
                            now));
        }
    }

    Course course() {
        return course;
    }

    /** Everything that was asked outside, in order. */
    Collection<Question> asked() {
        return asked.values();
    }

    @Nullable
    TimerSet timer(List<Object> name) {
        return timersByName.get(name);
    }

    @Nullable
    Pause pause(int stretch) {
        return pauses.get(stretch);
    }

    /** Every event that was delivered to the run, once. */
    Collection<Answer> events() {
        return events.values();
    }

    /** What people and other runs asked of the run. */
    List<Answer> commands() {
        return commands;
    }

    /** A record from which the run does not follow. */
    static final class Unreplayable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreplayable(String reason) {
            super(reason);
        }
    }
}
