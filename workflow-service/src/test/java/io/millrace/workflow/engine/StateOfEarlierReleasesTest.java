package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * States that earlier releases wrote are continued by this one. Each released form has a folder of states in
 * hexadecimal digits; {@code -Dmillrace.golden=write} adds the folder of a new form and never touches an old one.
 */
class StateOfEarlierReleasesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/state");

    /**
     * A run in the middle.
     *
     * @param definition what it runs
     * @param until brings it to where its state was written
     * @param onwards brings it to its end
     * @param output of the run at its end
     */
    private record Middle(String name, String definition, Consumer<Play> until, Consumer<Play> onwards, String output) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Middle> MIDDLES = List.of(
            new Middle(
                    "performing",
                    "do: [{a: {set: {x: 1}, export: {as: .}}}, {b: {call: echo}}, {c: {set: '${ [., $context.x] }'}}]",
                    Play::started,
                    run -> run.stepSucceeded("7"),
                    "[7,1]"),
            new Middle(
                    "sleeping",
                    "do: [{outer: {timeout: {after: PT1H}, do: [{nap: {wait: PT5S}}, {say: {set: {done: true}}}]}}]",
                    Play::started,
                    Play::nextTimerFired,
                    "{\"done\":true}"),
            new Middle(
                    "pausing",
                    """
                            do:
                              - guarded:
                                  try: [{ask: {call: echo}}]
                                  catch: {retry: {delay: PT1S, limit: {attempt: {count: 2}}}}
                            """,
                    run -> run.started().stepFailed(503),
                    run -> run.nextTimerFired().stepSucceeded("\"ok\""),
                    "\"ok\""),
            new Middle("catching", """
                            do:
                              - guarded:
                                  try: [{ask: {call: echo}}]
                                  catch: {as: why, do: [{tell: {call: echo}}, {status: {set: '${ $why.status }'}}]}
                            """, run -> run.started().stepFailed(503), run -> run.stepSucceeded("1"), "503"),
            new Middle(
                    "given-way",
                    "do: [{spin: {set: '${ (.n // 0) + 1 | {n: .} }'}},"
                            + " {on: {switch: [{more: {when: .n < 150, then: spin}}]}}]",
                    Play::started,
                    run -> run.accept(new RunInput.ContinueRun(1)),
                    "{\"n\":150}"),
            new Middle(
                    "looping",
                    "do: [{all: {for: {each: n, in: '[1, 2]'}, do: [{ask: {call: echo, with: {n: '${ $n }'}}}]}}]",
                    Play::started,
                    run -> run.stepSucceeded("\"a\"").stepSucceeded("\"b\""),
                    "\"b\""),
            new Middle(
                    "spreading",
                    "do: [{all: {for: {in: '[1, 2, 3]'}, metadata: {millrace: {parallel: 1}}, do: [{ask: {call: echo}}]}}]",
                    run -> run.started().stepSucceeded("\"a\""),
                    run -> run.stepSucceeded("\"b\"").stepSucceeded("\"c\""),
                    "[\"a\",\"b\",\"c\"]"),
            new Middle(
                    "forking",
                    "do: [{both: {fork: {branches: [{ask: {call: echo}}, {nap: {wait: PT5S}}]}}}]",
                    run -> run.started().nextTimerFired(),
                    run -> run.stepSucceeded("1"),
                    "[1,{}]"),
            new Middle(
                    "listening",
                    "do: [{both: {listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}}}]",
                    run -> run.started().accept(event("a", 1)),
                    run -> run.accept(event("b", 2)),
                    "[1,2]"),
            new Middle(
                    "receiving",
                    """
                            do:
                              - all:
                                  call: asyncapi
                                  with:
                                    document: {endpoint: 'https://a'}
                                    channel: c
                                    subscription:
                                      filter: .payload > 1
                                      consume: {amount: 3, for: PT1H}
                                      foreach: {do: [{ask: {call: echo}}]}
                            """,
                    run -> run.started()
                            .stepSucceeded("{\"messages\": [{\"payload\": 1}, {\"payload\": 2}, {\"payload\": 3}],"
                                    + " \"position\": {\"0\": 3}, \"kept\": true}")
                            .stepSucceeded("\"b\""),
                    run -> run.stepSucceeded("\"c\"")
                            .stepSucceeded("{\"messages\": [{\"payload\": 4}], \"position\": {\"0\": 4}}")
                            .stepSucceeded("\"d\""),
                    "[\"b\",\"c\",\"d\"]"),
            new Middle(
                    "awaiting",
                    "do: [{kid: {run: {workflow: {namespace: n, name: w, version: '1.0.0'}}}}]",
                    Play::started,
                    StateOfEarlierReleasesTest::childEnded,
                    "\"grown\""),
            new Middle(
                    "summoning",
                    "do: [{approve: {call: callback, with: {expires: PT1H}}}]",
                    Play::started,
                    run -> run.accept(new RunInput.AnswerCallback(
                            "key-1", 1, null, new RunInput.Answer.Done(Play.json("\"yes\"")))),
                    "\"yes\""),
            new Middle(
                    "suspended",
                    "do: [{a: {call: echo}}, {b: {call: echo}}]",
                    run -> {
                        run.started().accept(new RunInput.SuspendRun("key-1", null));
                        run.stepSucceeded("1");
                    },
                    run -> {
                        run.accept(new RunInput.ResumeRun("key-1"));
                        run.stepSucceeded("2");
                    },
                    "2"),
            new Middle(
                    "compensating",
                    "do: [{a: {call: echo, metadata: {millrace: {compensate: [{back: {call: echo}}]}}}}, {b: {call: echo}}]",
                    run -> run.started().stepSucceeded("1").accept(new RunInput.CancelRun("key-1", null)),
                    run -> run.stepSucceeded("1"),
                    "cancelled"),
            new Middle(
                    "compensating-unknown",
                    "do: [{a: {call: echo, metadata: {millrace: {compensate: [{back: {call: echo}}]}}}}]",
                    run -> run.started().accept(new RunInput.CancelRun("key-1", null)),
                    run -> run.stepSucceeded("1"),
                    "cancelled"));

    private static RunInput event(String type, int data) {
        return new RunInput.DeliverEvent(1, Play.json("{\"type\": \"" + type + "\", \"data\": " + data + "}"), 0, data);
    }

    private static void childEnded(Play run) {
        if (run.active().activations().getFirst().phase() instanceof Phase.Awaiting(RunId child)) {
            run.accept(new RunInput.ChildEnded(1, child, Status.COMPLETED, Play.json("\"grown\""), null));
        }
    }

    /** The output of a run that completed, how it ended otherwise. */
    private static String end(Play run) {
        return run.state().status() == Status.COMPLETED
                ? run.output()
                : run.state().status().word();
    }

    static Stream<Path> written() throws IOException {
        try (Stream<Path> forms = Files.list(GOLDEN)) {
            return forms
                    .flatMap(form -> MIDDLES.stream().map(middle -> form.resolve(middle.name + ".hex")))
                    .filter(Files::exists)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static {
        if ("write".equals(System.getProperty("millrace.golden"))) {
            MIDDLES.forEach(StateOfEarlierReleasesTest::write);
        }
    }

    private static void write(Middle middle) {
        Play run = Play.of(middle.definition);
        middle.until.accept(run);
        byte[] bytes = StateCodec.write(run.state());
        Path file = GOLDEN.resolve("form-" + bytes[0]).resolve(middle.name + ".hex");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, HexFormat.of().formatHex(bytes));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void shouldContinueARunFromAStateOfAnEarlierRelease(Path file) throws IOException {
        // Given
        Middle middle = MIDDLES.stream()
                .filter(candidate -> file.endsWith(candidate.name + ".hex"))
                .findFirst()
                .orElseThrow();
        Program program = Play.compile(Play.HEAD + middle.definition);
        Play run = Play.from(program, StateCodec.read(HexFormat.of().parseHex(Files.readString(file))));

        // When
        middle.onwards.accept(run);

        // Then
        assertThat(end(run)).isEqualTo(middle.output);
    }

    @Test
    void shouldHaveStatesOfTheFormThatIsWrittenNow() {
        // Given
        byte form = StateCodec.write(
                Play.of(MIDDLES.getFirst().definition).started().state())[0];

        // When
        Stream<Path> files =
                MIDDLES.stream().map(middle -> GOLDEN.resolve("form-" + form).resolve(middle.name + ".hex"));

        // Then
        assertThat(files).allSatisfy(file -> assertThat(file).exists());
    }
}
