package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which input moves a run on in which phase of a task, and which moves of its status there are. */
class LegalMovesTest {
    private static final String STEP = "{call: echo}";
    private static final RunInput CANCEL = new RunInput.CancelRun("key-1", null);
    private static final RunInput SUSPEND = new RunInput.SuspendRun("key-1", null);
    private static final RunInput RESUME = new RunInput.ResumeRun("key-1");
    private static final RunInput RETRY = new RunInput.RetryRun("key-1", null, null, null, null);
    private static final String UNDOABLE = """
            do: [{a: {call: echo, metadata: {millrace: {compensate: [{back: {call: echo}}]}}}}, {b: {call: echo}}]""";

    private static final String PARALLEL =
            "do: [{x: {for: {in: '[1, 2]'}, metadata: {millrace: {parallel: 2}}, do: [{a: %s}]}}]";
    private static final String WAITS_THEN_ASKS = "do: [{w: {wait: PT5S}}, {a: %s}]";
    private static final String ASKS_THEN_WAITS = "do: [{a: %s}, {w: {wait: PT5S}}]";
    private static final String ASKS = "do: [{a: %s}]";
    private static final String WAITS = "do: [{w: {wait: PT5S}}]";
    private static final String FAILS = "do: [{a: %s}, {r: {raise: {error: {type: 'urn:x', status: 500}}}}]";

    private static final List<Supplier<Play>> JOURNEYS = List.of(
            () -> begun("do: [{s: {set: {n: 1}}}]"),
            () -> begun("do: [{r: {raise: {error: {type: 'urn:x', status: 500}}}}]"),
            () -> begun(ASKS).stepSucceeded("1"),
            () -> begun(ASKS).stepFailed(500),
            () -> then(begun(ASKS), CANCEL),
            () -> begun(ASKS_THEN_WAITS).stepSucceeded("1").nextTimerFired(),
            () -> begun(WAITS_THEN_ASKS).nextTimerFired(),
            () -> then(begun(WAITS), CANCEL),
            () -> begun("do: [{w: {wait: PT5S}}, {r: {raise: {error: {type: 'urn:x', status: 500}}}}]")
                    .nextTimerFired(),
            () -> then(begun(ASKS), SUSPEND, RESUME),
            () -> then(begun(WAITS), SUSPEND, RESUME),
            () -> then(begun(WAITS), SUSPEND, CANCEL),
            () -> then(then(begun(ASKS), SUSPEND).stepSucceeded("1"), RESUME),
            () -> then(then(begun(FAILS), SUSPEND).stepSucceeded("1"), RESUME),
            () -> then(begun(ASKS).stepFailed(500), RETRY),
            () -> then(
                    begun("do: [{t: {wait: '${ .x }'}}]"),
                    new RunInput.RetryRun("key-1", null, null, Play.json("{\"x\": \"PT1S\"}"), null)),
            () -> then(
                    begun("do: [{t: {if: '.ok != true', raise: {error: {type: 'urn:x', status: 500}}}}]"),
                    new RunInput.RetryRun("key-1", null, null, Play.json("{\"ok\": true}"), null)));

    /** What can be said to a task, or to its run. */
    enum Said {
        RESULT,
        FAILURE,
        TIMER,
        EVENT,
        CHILD,
        ANSWER,
        PROCEED,
        START,
        RETRY,
        RESUME,
        SUSPEND,
        CANCEL
    }

    /**
     * A run with a task in a phase.
     *
     * @param taken what moves it on; nothing else does
     */
    record InPhase(Class<? extends Phase> phase, Supplier<Play> run, Set<Said> taken) {
        @Override
        public String toString() {
            return phase.getSimpleName() + " " + taken;
        }
    }

    private static InPhase in(Class<? extends Phase> phase, Supplier<Play> run, Said... taken) {
        Set<Said> all = EnumSet.of(Said.SUSPEND, Said.CANCEL);
        all.addAll(List.of(taken));
        return new InPhase(phase, run, all);
    }

    private static List<InPhase> examples() {
        return List.of(
                in(Phase.Entered.class, () -> begun("do: [{x: {do: [{a: %s}]}}]")),
                in(Phase.Leaving.class, () -> begun("""
                do: [{x: {do: [{go: {set: {n: 1}, then: exit}}]}}]
                use: {extensions: [{after: {extend: set, after: [{a: %s}]}}]}""")),
                in(Phase.Performing.class, () -> begun("do: [{x: %s}]"), Said.RESULT, Said.FAILURE),
                in(Phase.Sleeping.class, () -> begun("do: [{x: {wait: PT5S}}]"), Said.TIMER),
                in(Phase.Trying.class, () -> begun("do: [{x: {try: [{a: %s}], catch: {}}}]")),
                in(
                        Phase.Pausing.class,
                        () -> begun(
                                        "do: [{x: {try: [{a: %s}], catch: {retry: {delay: PT5S, limit: {attempt: {count: 2}}}}}}]")
                                .stepFailed("a", 500),
                        Said.TIMER),
                in(
                        Phase.Catching.class,
                        () -> begun("do: [{x: {try: [{a: %s}], catch: {do: [{b: {call: echo}}]}}}]")
                                .stepFailed("a", 500)),
                in(Phase.Looping.class, () -> begun("do: [{x: {for: {in: '[1, 2]'}, do: [{a: %s}]}}]")),
                in(Phase.Spreading.class, () -> begun(PARALLEL)),
                in(Phase.Iterating.class, () -> begun(PARALLEL)),
                in(Phase.Forking.class, () -> begun("do: [{x: {fork: {branches: [{a: %s}]}}}]")),
                in(
                        Phase.Listening.class,
                        () -> begun("do: [{x: {listen: {to: {one: {with: {type: t}}}}}}]"),
                        Said.EVENT),
                in(
                        Phase.Receiving.class,
                        () -> begun("do: [{x: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c,"
                                + " subscription: {consume: {until: .x, for: PT1H}}}}}]"),
                        Said.RESULT,
                        Said.FAILURE,
                        Said.TIMER),
                in(
                        Phase.Awaiting.class,
                        () -> begun("do: [{x: {run: {workflow: {namespace: n, name: w, version: '1.0.0'}}}}]"),
                        Said.CHILD),
                in(
                        Phase.Summoning.class,
                        () -> begun("do: [{x: {call: callback, with: {request: {call: echo}}}}]"),
                        Said.RESULT,
                        Said.FAILURE,
                        Said.ANSWER),
                in(Phase.Summoning.class, () -> begun("do: [{x: {call: callback}}]"), Said.ANSWER),
                in(Phase.Compensating.class, () -> {
                    Play run = begun(UNDOABLE).stepSucceeded("a", "1");
                    run.accept(CANCEL);
                    return run;
                }));
    }

    private static Play begun(String definition) {
        return Play.of(definition.formatted(STEP)).started("{}");
    }

    private static Play then(Play run, RunInput... inputs) {
        for (RunInput input : inputs) {
            run.accept(input);
        }
        return run;
    }

    private static Activation inPhase(List<Activation> activations, Class<? extends Phase> phase) {
        return all(activations)
                .filter(activation -> phase.isInstance(activation.phase()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is " + phase.getSimpleName() + " in " + activations));
    }

    private static Stream<Activation> all(List<Activation> activations) {
        return activations.stream()
                .flatMap(activation -> Stream.concat(Stream.of(activation), all(activation.children())));
    }

    private static RunInput said(Said what, RunState.Active run, Activation task) {
        int position = task.position();
        return switch (what) {
            case RESULT -> new RunInput.StepSucceeded(position, task.attempt(), Play.json("1"), 1);
            case FAILURE -> new RunInput.StepFailed(position, task.attempt(), Play.communication(500), 1);
            case TIMER -> new RunInput.TimerFired(1);
            case EVENT -> new RunInput.DeliverEvent(position, Play.json("{\"type\": \"t\", \"data\": 1}"), 0, 0);
            case CHILD ->
                new RunInput.ChildEnded(
                        position,
                        task.phase() instanceof Phase.Awaiting(RunId child) ? child : new RunId(7, 7),
                        Status.COMPLETED,
                        Play.json("1"),
                        null);
            case ANSWER ->
                new RunInput.AnswerCallback("key-1", position, null, new RunInput.Answer.Done(Play.json("1")));
            case PROCEED -> new RunInput.ContinueRun(run.counters().stretch());
            case START -> Play.start("{}", null);
            case RETRY -> RETRY;
            case RESUME -> RESUME;
            case SUSPEND -> SUSPEND;
            case CANCEL -> CANCEL;
        };
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldBeMovedOnOnlyByWhatThePhaseTakes(InPhase example) {
        for (Said what : Said.values()) {
            // Given
            Play run = example.run().get();
            Activation task = inPhase(run.active().activations(), example.phase());

            // When
            Decision decision = run.offered(said(what, run.active(), task));

            // Then
            assertThat(decision instanceof Decision.Accepted)
                    .as("%s to a task that is %s", what, example)
                    .isEqualTo(example.taken().contains(what));
        }
    }

    @Test
    void shouldKnowWhatEveryPhaseTakes() {
        // Given
        Set<Class<?>> shown = examples().stream().map(InPhase::phase).collect(Collectors.toSet());

        // When
        Set<Class<?>> all = Arrays.stream(Phase.class.getPermittedSubclasses()).collect(Collectors.toSet());

        // Then
        assertThat(shown).isEqualTo(all);
    }

    @Test
    void shouldMakeEveryMoveThatIsLegalAndNoOther() {
        // Given
        Set<Play.Move> made = new HashSet<>();

        // When
        for (Supplier<Play> journey : JOURNEYS) {
            made.addAll(journey.get().moves());
        }

        // Then
        Set<Play.Move> legal = Arrays.stream(Status.values())
                .flatMap(from -> Transitions.from(from).stream().map(to -> new Play.Move(from, to)))
                .collect(Collectors.toSet());
        assertThat(made).isEqualTo(legal);
    }
}
