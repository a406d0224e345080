package io.millrace.workflow.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.engine.RunInput;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs with tasks of every kind, compared with themselves: whatever differs would be the comparison's own doing. */
class UnchangedDefinitionTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("runsOfEveryKind")
    void shouldFindARunTheSameUnderItsOwnDefinition(String kind, Recorder recorder) {
        // Given
        Recording recording = recorder.record("{\"order\": 7, \"items\": [1, 2, 3, 4, 5]}");

        // When
        Comparison comparison =
                WhatIf.compare(recorder.program(), _ -> recorder.program(), recording, WhatIfTest.RULES);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.Same.class, same -> assertThat(same.after()).isEqualTo(same.before()));
    }

    static Stream<Arguments> runsOfEveryKind() {
        String ask = "{ask: {call: echo, with: {n: '${ . }', at: '${ now }'}}}";
        return Stream.of(
                kind("wait", "do: [{a: {wait: {seconds: 3}}}, {b: {set: '${ now }'}}]"),
                kind("retry", """
                        do:
                          - guarded:
                              try: [%s]
                              catch:
                                errors: {with: {status: 503}}
                                retry:
                                  delay: {milliseconds: 200}
                                  limit: {attempt: {count: 3}}
                                  jitter: {from: {milliseconds: 1}, to: {milliseconds: 90}}
                        """.formatted(ask))
                        .with(recorder -> recorder.step("ask", Recorder.busy(), Recorder.busy(), 7)),
                kind("catch", """
                        do:
                          - guarded:
                              try: [%s]
                              catch: {as: why, do: [{after: {call: echo, with: {why: '${ $why.status }'}}}]}
                        """.formatted(ask)).with(recorder -> recorder.step("ask", Recorder.busy())),
                kind("uncaught", "do: [%s]".formatted(ask)).with(recorder -> recorder.step("ask", Recorder.busy())),
                kind("switch", WhatIfTest.ORDER).with(recorder -> recorder.step("price", "{\"total\": 200}")),
                kind(
                        "for",
                        "do: [{all: {for: {each: item, in: '${ .items }'}, do: [%s, {last: {set: '${ $item }'}}]}}]"
                                .formatted(ask)),
                kind("subscription", WhatIfTest.ORDERS).with(WhatIfTest::received),
                kind("skipped", "do: [{a: {if: .order == 1, set: {x: 1}}}, {b: {set: {y: 2}}}]"),
                kind("fork", "do: [{both: {fork: {branches: [%s, {other: {call: echo, with: {}}}]}}}]".formatted(ask)),
                kind(
                        "compete",
                        "do: [{race: {fork: {compete: true, branches: [%s, {slow: {wait: {seconds: 1}}}]}}}]"
                                .formatted(ask)),
                kind("compete with a call that is given up", """
                        do:
                          - race: {fork: {compete: true, branches: [%s, {other: {call: echo, with: {}}}]}}
                          - rest: {wait: {seconds: 1}}
                        """.formatted(ask)),
                kind("parallel for", """
                        do:
                          - all:
                              metadata: {millrace: {parallel: 2, tolerate: {count: 2}}}
                              for: {each: item, in: '${ .items }'}
                              do: [{ask: {call: echo, with: {n: '${ $item }', at: '${ now }'}}}]
                        """).with(recorder -> recorder.step("ask", 1, Recorder.busy(), 3, 4)),
                kind("listen", """
                        do:
                          - heard:
                              listen: {to: {all: [{with: {type: com.example.a}}, {with: {type: com.example.b}}]}}
                              foreach: {item: e, do: [{each: {call: echo, with: {n: '${ $e }'}}}]}
                        """)
                        .with(recorder -> recorder.event(Recorder.cloudEvent("a"))
                                .event(Recorder.cloudEvent("c"))
                                .event(Recorder.cloudEvent("a"))
                                .event(Recorder.cloudEvent("b"))),
                kind("two listens", """
                        do:
                          - one: {listen: {to: {one: {with: {type: com.example.a}}}}}
                          - two: {listen: {to: {one: {with: {type: com.example.a}}}}}
                        """).with(recorder -> recorder.event(Recorder.cloudEvent("a"))),
                kind("callback", """
                        do:
                          - asked:
                              call: callback
                              with:
                                request: {call: echo, with: {token: '${ $callback.token }'}}
                                expires: {minutes: 5}
                                heartbeat: {seconds: 2}
                        """)
                        .with(recorder -> recorder.callback(new RunInput.Answer.Alive())
                                .callback(new RunInput.Answer.Done(Recorder.json("{\"approved\": true}")))),
                kind("expired callback", "do: [{asked: {call: callback, with: {expires: {seconds: 5}}}}]"),
                kind("child", """
                        do:
                          - sub: {run: {workflow: {namespace: test, name: other, version: '1.0.0', input: '${ . }'}}}
                          - away: {run: {await: false, workflow: {namespace: test, name: other, version: '1.0.0'}}}
                        """),
                kind("compensation", """
                        do:
                          - book: {call: echo, with: {}, metadata: {millrace: {compensate: [{undo: {call: echo, with: {}}}]}}}
                          - fail: {raise: {error: {type: 'urn:x', status: 418, title: no}}}
                        """),
                kind("task timeout", "do: [{ask: {call: echo, with: {}, timeout: {after: {milliseconds: 5}}}}]"),
                kind("timeout that fires too late", """
                        do: [{ask: {call: echo, with: {}, timeout: {after: {milliseconds: 15}}}}]
                        """),
                kind("run timeout", "timeout: {after: {seconds: 1}}\ndo: [{a: {wait: {seconds: 3}}}]"),
                kind("long stretch", """
                        do:
                          - spin: {set: '${ {n: ((.n // 0) + 1)} }'}
                          - on: {switch: [{more: {when: .n < 500, then: spin}}, {done: {then: exit}}]}
                        """),
                kind("emit", "do: [{tell: {emit: {event: {with: {type: com.example.x, data: '${ . }'}}}}}]"),
                kind("suspended", "do: [{a: {wait: {seconds: 3}}}, %s]".formatted(ask))
                        .with(recorder -> recorder.command(Duration.ofSeconds(1), new RunInput.SuspendRun("key", null))
                                .command(Duration.ofSeconds(9), new RunInput.ResumeRun("key"))),
                kind("cancelled", "do: [{a: {wait: {hours: 3}}}]")
                        .with(recorder ->
                                recorder.command(Duration.ofSeconds(1), new RunInput.CancelRun("key", "enough"))),
                kind("retried", "do: [{first: {set: {a: 1}}}, %s]".formatted(ask))
                        .with(recorder -> recorder.step("ask", Recorder.busy(), 5)
                                .command(Duration.ofSeconds(9), new RunInput.RetryRun("key", null, null, null, null))));
    }

    /** A case with a name; what is outside of it can still be said. */
    private record Kind(String name, Recorder recorder) implements Arguments {
        Kind with(UnaryOperator<Recorder> more) {
            return new Kind(name, more.apply(recorder));
        }

        @Override
        public Object[] get() {
            return new Object[] {name, recorder};
        }
    }

    private static Kind kind(String name, String definition) {
        return new Kind(name, Recorder.of(definition));
    }
}
