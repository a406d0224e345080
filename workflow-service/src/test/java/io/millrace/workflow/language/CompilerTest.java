package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.COMPILER;
import static io.millrace.workflow.language.Compiling.definition;
import static io.millrace.workflow.language.Compiling.json;
import static io.millrace.workflow.language.Compiling.program;
import static io.millrace.workflow.language.Compiling.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.Backoff;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Retry;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a good definition becomes. */
class CompilerTest {

    private static Compilation.Compiled compiled(Compilation compilation) {
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return (Compilation.Compiled) compilation;
    }

    @Test
    void shouldNumberTasksDepthFirstAndPointAtThem() {
        // When
        Program program = program("""
                do:
                  - a: {do: [{b: {set: {}}}, {c/d: {set: {}}}]}
                  - e: {try: [{f: {set: {}}}], catch: {do: [{g: {set: {}}}]}}
                  - h: {set: {}}
                """);

        // Then
        assertThat(program.tasks())
                .extracting(task -> task.header().id() + " " + task.header().pointer())
                .containsExactly(
                        "0 /do/0/a",
                        "1 /do/0/a/do/0/b",
                        "2 /do/0/a/do/1/c~1d",
                        "3 /do/1/e",
                        "4 /do/1/e/try/0/f",
                        "5 /do/1/e/catch/do/0/g",
                        "6 /do/2/h");
        assertThat(program.body().indexOf(program.body().tasks().get(1).header()))
                .isEqualTo(1);
        assertThat(program.body().tasks().get(2)).isSameAs(program.tasks().get(6));
    }

    @Test
    void shouldResolveWhereTasksGo() {
        // When
        Program program = program("""
                do:
                  - a: {set: {}, then: c}
                  - b: {set: {}, then: exit}
                  - c: {set: {}, then: end}
                  - d: {set: {}, then: continue}
                  - e: {set: {}, then: a}
                  - f: {set: {}}
                """);

        // Then
        assertThat(program.tasks())
                .extracting(task -> task.header().then())
                .containsExactly(
                        new Transition.GoTo(2, "c"),
                        new Transition.Exit(),
                        new Transition.End(),
                        new Transition.Continue(),
                        new Transition.GoTo(0, "a"),
                        new Transition.Continue());
    }

    @Test
    void shouldPutTheDefaultOfASwitchLast() {
        // When
        Task task = task("""
                - s:
                    switch:
                      - otherwise: {then: end}
                      - red: {when: .color == "red", then: exit}
                    then: s
                """);

        // Then
        Task.Switch switched = (Task.Switch) task;
        assertThat(switched.cases()).extracting(Task.Case::name).containsExactly("red", "otherwise");
        assertThat(switched.cases().getLast().when()).isNull();
        assertThat(switched.header().then()).isEqualTo(new Transition.GoTo(0, "s"));
    }

    @Test
    void shouldCompileDataFlow() {
        // When
        Task task = task("""
                - t:
                    if: ${ .go }
                    input: {from: '.a'}
                    output: {as: {x: '${ . }', y: .}}
                    export: {as: '$context + {out: $output}'}
                    set: {}
                """);

        // Then
        DataFlow flow = task.header().flow();
        Variables variables = Variables.NONE.with("context", json("{\"c\": 1}")).with("output", json("2"));
        assertThat(Objects.requireNonNull(task.header().condition()).evaluate(json("{\"go\": true}"), variables))
                .isEqualTo(json("true"));
        assertThat(Objects.requireNonNull(flow.inputFrom()).evaluate(json("{\"a\": 5}"), variables))
                .isEqualTo(json("5"));
        assertThat(Objects.requireNonNull(flow.outputAs()).evaluate(json("6"), variables))
                .isEqualTo(json("{\"x\": 6, \"y\": \".\"}"));
        assertThat(Objects.requireNonNull(flow.exportAs()).evaluate(json("0"), variables))
                .isEqualTo(json("{\"c\": 1, \"out\": 2}"));
    }

    @Test
    void shouldShareOneEmptyDataFlow() {
        // When
        Task task = task("- t: {set: {}}");

        // Then
        assertThat(task.header().flow()).isSameAs(DataFlow.NONE);
    }

    @Test
    void shouldCheckDataAgainstSchemas() {
        // Given
        Program program = program("""
                input:
                  schema:
                    format: json
                    document:
                      type: object
                      required: [id]
                      properties:
                        id: {$ref: '#/$defs/id'}
                        name: {type: string, pattern: '^[a-z]+$'}
                      $defs: {id: {type: integer, minimum: 1}}
                do: [{t: {set: {}}}]
                """);

        // When
        List<String> good =
                Objects.requireNonNull(program.flow().inputShape()).violations(json("{\"id\": 1, \"name\": \"ab\"}"));
        List<String> bad =
                Objects.requireNonNull(program.flow().inputShape()).violations(json("{\"id\": 0, \"name\": \"A\"}"));

        // Then
        assertThat(good).isEmpty();
        assertThat(bad)
                .hasSize(2)
                .anyMatch(text -> text.startsWith("/id: "))
                .anyMatch(text -> text.startsWith("/name: "));
    }

    @Test
    void shouldCompileTryWithEverything() {
        // When
        Program program = program("""
                use:
                  retries:
                    patient:
                      when: $err.status >= 500
                      delay: {seconds: 2}
                      backoff: {exponential: {factor: 3, maxDelay: PT1M}}
                      limit: {attempt: {count: 4, duration: PT10S}, duration: '${ $context.budget }'}
                      jitter: {from: PT0S, to: PT1S}
                do:
                  - t:
                      try: [{a: {set: {}}}]
                      catch:
                        errors: {with: {status: 503}}
                        as: err
                        when: .title != "no"
                        retry: patient
                """);

        // Then
        Task.Try task = (Task.Try) program.tasks().getFirst();
        Retry retry = Objects.requireNonNull(task.handler().retry());
        assertThat(task.handler().as()).isEqualTo("err");
        assertThat(task.handler().filter().matches(json("{\"status\": 503}"))).isTrue();
        assertThat(task.handler().raisesAgain()).isTrue();
        assertThat(retry.backoff()).isEqualTo(new Backoff.Exponential(3, Duration.ofMinutes(1)));
        assertThat(retry.maxRetries()).isEqualTo(OptionalInt.of(4));
        assertThat(Objects.requireNonNull(retry.when())
                        .evaluate(json("{}"), Variables.NONE.with("err", json("{\"status\": 503}"))))
                .isEqualTo(json("true"));
        assertThat(Durations.of(Objects.requireNonNull(retry.totalDuration())
                        .evaluate(json("{}"), Variables.NONE.with("context", json("{\"budget\": \"PT1H\"}")))))
                .isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{do: [{b: {set: {}}}]}", "{retry: {}, then: end}", "{retry: {}, do: [{b: {set: {}}}]}"})
    void shouldNotRaiseAgainWhatACatchHandles(String handler) {
        // When
        Task task = task("- t: {try: [{a: {set: {}}}], catch: " + handler + "}");

        // Then
        assertThat(((Task.Try) task).handler().raisesAgain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear: {}", "linear: null", "linear: {increment: PT2S}"})
    void shouldCompileLinearBackoff(String backoff) {
        // When
        Task task = task("- t: {try: [{a: {set: {}}}], catch: {retry: {backoff: {" + backoff + "}}}}");

        // Then
        Backoff compiled =
                Objects.requireNonNull(((Task.Try) task).handler().retry()).backoff();
        assertThat(compiled)
                .isEqualTo(new Backoff.Linear(backoff.contains("increment") ? Duration.ofSeconds(2) : null));
    }

    @Test
    void shouldCompileRaiseWaitAndEmit() {
        // When
        Program program = program("""
                use:
                  errors: {gone: {type: 'https://example.com/gone', status: 410, detail: '${ "no \\(.id)" }'}}
                  timeouts: {short: {after: PT3S}}
                timeout: short
                do:
                  - r: {raise: {error: gone}}
                  - w: {wait: {seconds: '${ .n }'}}
                  - e: {emit: {event: {with: {type: a.b, data: {id: '${ .id }'}}}}}
                """);

        // Then
        var input = json("{\"id\": 7, \"n\": 2}");
        assertThat(((Task.Raise) program.tasks().get(0)).error().evaluate(input, Variables.NONE))
                .isEqualTo(json("{\"type\": \"https://example.com/gone\", \"status\": 410, \"detail\": \"no 7\"}"));
        assertThat(Durations.of(((Task.Wait) program.tasks().get(1)).duration().evaluate(input, Variables.NONE)))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(((Task.Emit) program.tasks().get(2)).event().evaluate(input, Variables.NONE))
                .isEqualTo(json("{\"type\": \"a.b\", \"data\": {\"id\": 7}}"));
        assertThat(Durations.of(Objects.requireNonNull(program.timeout()).evaluate(input, Variables.NONE)))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldStartOnEvents() {
        // When
        Program program = program("""
                schedule:
                  on:
                    one:
                      with:
                        type: com.example.order
                        source: ^https://.*$
                        data: ${ .amount > 3 }
                do: [{t: {set: {}}}]
                """);

        // Then
        String event = "{\"type\":\"com.example.order\",\"source\":\"https://a\",\"data\":{\"amount\":%d}}";
        assertThat(program.startsOn()).hasSize(1);
        assertThat(program.startsOn().getFirst().matches(json(event.formatted(4))))
                .isTrue();
        assertThat(program.startsOn().getFirst().matches(json(event.formatted(3))))
                .isFalse();
    }

    @Test
    void shouldMakeTheSameProgramOfTheCanonicalJson() {
        // Given
        String text = definition("""
                # comments and layout do not matter
                do:
                  - t:
                      set: &shared {a: 1.50, b: 12345678901234567890, c: "\\x7f \\u2028 é", d: 1e300}
                  - u: {set: *shared}
                """);

        // When
        Compilation.Compiled first = compiled(COMPILER.compile(text));
        Compilation.Compiled again = compiled(COMPILER.load(first.canonicalJson()));

        // Then
        assertThat(again.canonicalJson()).isEqualTo(first.canonicalJson());
        assertThat(again.program().identity()).isEqualTo(first.program().identity());
        assertThat(again.program().definition()).isEqualTo(first.program().definition());
        assertThat(first.program().identity().hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldHashWhatTheDefinitionSaysNotHowItIsWritten() {
        // Given
        String yaml = definition("do:\n  - t:\n      set:\n        a: 1\n");
        String flow = definition("do: [{t: {set: {\"a\": 0x1}}}]");
        String other = definition("do: [{t: {set: {a: 2}}}]");

        // When
        List<String> hashes = List.of(yaml, flow, other).stream()
                .map(text ->
                        compiled(COMPILER.compile(text)).program().identity().hash())
                .toList();

        // Then
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
    }

    @Test
    void shouldRefuseToLoadWhatIsNoJson() {
        // When
        Compilation compilation = COMPILER.load("{\"a\": ");

        // Then
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.0.1", "1.0.2", "1.0.3"})
    void shouldAcceptTheVersionsOfTheLanguage(String dsl) {
        // When
        Compilation compilation = COMPILER.compile("{\"document\":{\"dsl\":\"" + dsl
                + "\",\"namespace\":\"n\",\"name\":\"w\",\"version\":\"2.1.0-rc.1+7\"},\"do\":[{\"t\":{\"set\":{}}}]}");

        // Then
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    }
}
