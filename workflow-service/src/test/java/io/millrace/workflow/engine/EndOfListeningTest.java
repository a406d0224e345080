package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a task stops waiting for events, those who deliver them are told; else they would keep it for ever. */
class EndOfListeningTest {
    private static final String HEAR = "hear: {listen: {to: {one: {with: {type: x}}}}}";

    static Stream<Arguments> ends() {
        return Stream.of(
                end("the event came", "do: [{" + HEAR + "}]", EndOfListeningTest::hears),
                end(
                        "the task took too long",
                        "do: [{" + HEAR.replace("}}}}}", "}}}}, timeout: {after: PT1S}}") + "}]",
                        Play::nextTimerFired),
                end("the run took too long", "timeout: {after: PT1S}\ndo: [{" + HEAR + "}]", Play::nextTimerFired),
                end("the try around it took too long", """
                        do:
                          - again:
                              try: [{%s}]
                              catch: {retry: {limit: {attempt: {count: 1, duration: PT1S}}}}
                        """.formatted(HEAR), Play::nextTimerFired),
                end("the run was cancelled", "do: [{" + HEAR + "}]", EndOfListeningTest::cancel),
                end("the run was cancelled while it was suspended", "do: [{" + HEAR + "}]", run -> {
                    run.accept(new RunInput.SuspendRun("key-1", null));
                    cancel(run);
                }),
                end("the run was cancelled and undoes what it did", """
                        do:
                          - book: {set: '${ 1 }', metadata: {millrace: {compensate: [{undo: {set: '${ 2 }'}}]}}}
                          - %s
                        """.formatted(HEAR), EndOfListeningTest::cancel),
                end(
                        "another branch failed",
                        fork("fork: {branches: [{%s}, {ask: {call: echo}}]}"),
                        run -> run.stepFailed(500)),
                end(
                        "another branch won",
                        fork("fork: {compete: true, branches: [{%s}, {ask: {call: echo}}]}"),
                        run -> run.stepSucceeded("1")),
                end(
                        "another branch ended the run",
                        fork("fork: {branches: [{%s}, {ask: {call: echo, then: end}}]}"),
                        run -> run.stepSucceeded("1")),
                end(
                        "what it does with an event ended the run",
                        each("stop: {set: '${ 1 }', then: end}"),
                        EndOfListeningTest::hears),
                end(
                        "what it does with an event failed",
                        each("stop: {raise: {error: {type: 'https://x', status: 500}}}"),
                        EndOfListeningTest::hears),
                end(
                        "its output could not be computed",
                        "do: [{" + HEAR.replace("}}}}}", "}}}}, output: {as: '${ error }'}}") + "}]",
                        EndOfListeningTest::hears),
                end(
                        "the state grew too large",
                        "do: [{" + HEAR + "}]",
                        run -> run.accept(new RunInput.StateOutgrown(2, 1))));
    }

    private static Arguments end(String why, String definition, Consumer<Play> ends) {
        return Arguments.argumentSet(why, definition, ends);
    }

    private static String fork(String fork) {
        return "do: [{both: {" + fork.formatted(HEAR) + "}}]";
    }

    private static String each(String task) {
        return "do: [{hear: {listen: {to: {any: [{with: {type: x}}], until: 'false'}}, foreach: {do: [{" + task
                + "}]}}}]";
    }

    private static void hears(Play run) {
        int position = listening(run);
        run.accept(new RunInput.DeliverEvent(position, Play.json("{\"type\": \"x\", \"data\": 1}"), 0, 1));
    }

    private static void cancel(Play run) {
        run.accept(new RunInput.CancelRun("key-1", null));
    }

    private static int listening(Play run) {
        return run.effects().stream()
                .filter(Effect.Subscribe.class::isInstance)
                .map(effect -> ((Effect.Subscribe) effect).position())
                .toList()
                .getLast();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void shouldTellThoseWhoDeliverEvents(String definition, Consumer<Play> ends) {
        // Given
        Play run = Play.of(definition).started();
        int position = listening(run);

        // When
        ends.accept(run);

        // Then
        List<Integer> told = run.effects().stream()
                .filter(Effect.Unsubscribe.class::isInstance)
                .map(effect -> ((Effect.Unsubscribe) effect).position())
                .toList();
        assertThat(told).contains(position);
        assertThat(run.state() instanceof RunState.Active active && active.listens(position))
                .isFalse();
    }
}
