package io.millrace.workflow.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What would have come of recorded runs under another definition. */
class WhatIfTest {
    static final WhatIf.Rules RULES = new WhatIf.Rules(true, _ -> Optional.empty());
    static final String ORDER = """
            do:
              - price: {call: echo, with: {order: '${ .order }'}}
              - choose:
                  switch:
                    - large: {when: .total > 100, then: review}
                    - small: {then: ship}
              - review: {call: echo, with: {total: '${ .total }'}, then: end}
              - ship: {set: {shipped: true}}
            """;

    @Test
    void shouldNameTheSwitchWhoseConditionChanged() {
        // Given
        Recorder recorder = Recorder.of(ORDER).step("price", "{\"total\": 150}");
        Recording recording = recorder.record("{\"order\": 7}");
        Program draft = Recorder.compile(Recorder.HEAD + ORDER.replace("> 100", "> 180"));

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOfSatisfying(Comparison.Different.class, different -> {
            assertThat(different.first().pointer()).isEqualTo("/do/1/choose");
            assertThat(different.first().kind()).isEqualTo(Difference.Kind.WAY);
            assertThat(different.first().was())
                    .hasToString("{\"status\":\"completed\",\"output\":{\"total\":150},\"way\":\"review\"}");
            assertThat(String.valueOf(different.first().now())).contains("\"way\":\"ship\"");
            assertThat(different.before()).isEqualTo(new Cost(3, 2, 10));
            assertThat(different.after()).isEqualTo(new Cost(3, 1, 5));
        });
    }

    @Test
    void shouldNeedTheResultOfACallThatTheRunNeverMade() {
        // Given
        Recorder recorder = Recorder.of(ORDER).step("price", "{\"total\": 50}");
        Recording recording = recorder.record("{\"order\": 7}");
        Program draft = Recorder.compile(Recorder.HEAD + ORDER.replace("> 100", "> 10"));

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison)
                .isEqualTo(new Comparison.NeedsResult(
                        "review",
                        "/do/2/review",
                        Comparison.Reason.NEVER_ASKED,
                        Recorder.json("{\"function\": \"echo\", \"input\": {\"total\": 50}}")));
    }

    @Test
    void shouldNeedTheResultOfACallWithOtherArguments() {
        // Given
        Recorder recorder = Recorder.of(ORDER).step("price", "{\"total\": 50}");
        Recording recording = recorder.record("{\"order\": 7}");
        Program draft = Recorder.compile(Recorder.HEAD + ORDER.replace("{order: '${ .order }'}", "{order: 8}"));

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.NeedsResult.class,
                        needed -> assertThat(needed.reason()).isEqualTo(Comparison.Reason.OTHER_ARGUMENTS));
    }

    @Test
    void shouldTakeTheRecordedResultWhateverTheArgumentsWhenAskedTo() {
        // Given
        Recorder recorder = Recorder.of(ORDER).step("price", "{\"total\": 50}");
        Recording recording = recorder.record("{\"order\": 7}");
        Program draft = Recorder.compile(Recorder.HEAD + ORDER.replace("{order: '${ .order }'}", "{order: 8}"));

        // When
        Comparison comparison = WhatIf.compare(
                draft, _ -> recorder.program(), recording, new WhatIf.Rules(false, _ -> Optional.empty()));

        // Then
        assertThat(comparison).isInstanceOf(Comparison.Same.class);
    }

    @Test
    void shouldFindARunTheSameAndCheaperWithoutACallThatDidNotMatter() {
        // Given
        Recorder recorder = Recorder.of("""
                do:
                  - noise: {call: echo, with: {}, output: {as: '${ $workflow.input }'}}
                  - price: {call: echo, with: {order: '${ .order }'}}
                """);
        Recording recording = recorder.record("{\"order\": 7}");
        Program draft = Recorder.compile(Recorder.HEAD + "do: [{price: {call: echo, with: {order: '${ .order }'}}}]");

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isEqualTo(new Comparison.Same(new Cost(2, 2, 10), new Cost(1, 1, 5)));
    }

    @Test
    void shouldFindRecordedResultsForATaskThatWasMovedIntoATry() {
        // Given
        Recorder recorder = Recorder.of("do: [{price: {call: echo, with: {order: 1}}}]");
        Recording recording = recorder.record("{}");
        Program draft = Recorder.compile(Recorder.HEAD + """
                do:
                  - guarded:
                      try: [{price: {call: echo, with: {order: 1}}}]
                      catch: {do: [{sorry: {set: {failed: true}}}]}
                """);

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOf(Comparison.Same.class);
    }

    @Test
    void shouldUseALateResultThatAMorePatientDefinitionWouldHaveWaitedFor() {
        // Given
        Recorder recorder = Recorder.of("do: [{ask: {call: echo, with: {}, timeout: {after: {milliseconds: 5}}}}]")
                .step("ask", 42);
        Recording recording = recorder.record("{}");
        Program draft =
                Recorder.compile(Recorder.HEAD + "do: [{ask: {call: echo, with: {}, timeout: {after: {seconds: 5}}}}]");

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOfSatisfying(Comparison.Different.class, different -> {
            assertThat(different.first().kind()).isEqualTo(Difference.Kind.STATUS);
            assertThat(different.first().now())
                    .hasToString(
                            "{\"status\":\"completed\",\"output\":42,\"arguments\":{\"function\":\"echo\",\"input\":{}}}");
        });
    }

    @Test
    void shouldNeedAnEventThatWasNeverDeliveredToTheRun() {
        // Given
        Recorder recorder = Recorder.of("do: [{hear: {listen: {to: {one: {with: {type: com.example.a}}}}}}]")
                .event(Recorder.cloudEvent("a"));
        Recording recording = recorder.record("{}");
        Program draft =
                Recorder.compile(Recorder.HEAD + "do: [{hear: {listen: {to: {one: {with: {type: com.example.z}}}}}}]");

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.NeedsResult.class,
                        needed -> assertThat(needed.reason()).isEqualTo(Comparison.Reason.NO_SUCH_EVENT));
    }

    static final String ORDERS = """
            do:
              - orders:
                  call: asyncapi
                  with:
                    document: {endpoint: 'https://a.example/api.yaml'}
                    channel: orders
                    subscription:
                      filter: .payload > 1
                      consume: {amount: 3, for: {seconds: 20}}
                      foreach: {do: [{ask: {call: echo, with: {n: '${ $item.payload }'}}}]}
            """;

    static Recorder received(Recorder recorder) {
        return recorder.step(
                "orders",
                "{\"messages\": [{\"payload\": 1}, {\"payload\": 2}], \"position\": 2, \"kept\": true}",
                "{\"messages\": [], \"position\": 2, \"kept\": true}",
                "{\"messages\": [{\"payload\": 3}, {\"payload\": 4}], \"position\": 4, \"kept\": true}");
    }

    @Test
    void shouldSiftRecordedMessagesAnew() {
        // Given
        Recorder recorder = received(Recorder.of(ORDERS));
        Recording recording = recorder.record("{}");
        Program draft = Recorder.compile(Recorder.HEAD
                + ORDERS.replace("do:\n  - orders", "do:\n  - nap: {wait: {seconds: 1}}\n  - orders")
                        .replace(".payload > 1", "${ .payload >= 2 }"));

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOf(Comparison.Same.class);
    }

    @Test
    void shouldNeedMessagesThatTheRunNeverReceived() {
        // Given
        Recorder recorder = received(Recorder.of(ORDERS));
        Recording recording = recorder.record("{}");
        Program draft = Recorder.compile(Recorder.HEAD + ORDERS.replace("amount: 3", "amount: 4"));

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOfSatisfying(Comparison.NeedsResult.class, needed -> {
            assertThat(needed.task()).isEqualTo("orders");
            assertThat(needed.reason()).isEqualTo(Comparison.Reason.NEVER_ASKED);
        });
    }

    @Test
    void shouldNotMindTasksInFrontOfOneThatHandsItsTokenOver() {
        // Given
        String callback = """
                  - asked:
                      call: callback
                      with: {request: {call: echo, with: {token: '${ $callback.token }'}}}
                """;
        Recorder recorder = Recorder.of("do:\n" + callback).callback(new RunInput.Answer.Done(Recorder.json("true")));
        Recording recording = recorder.record("{}");
        Program draft = Recorder.compile(Recorder.HEAD + "do:\n  - first: {set: {x: 1}}\n" + callback);

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison).isInstanceOf(Comparison.Same.class);
    }

    @Test
    void shouldNotTakeAnAnswerWithAWrongTokenForARightOne() {
        // Given
        Recorder recorder = Recorder.of("do: [{asked: {call: callback, with: {expires: {seconds: 5}}}}]")
                .callback(new RunInput.Answer.Done(Recorder.json("\"yes\"")));
        Recording recording = recorder.record("{}");
        List<RecordedInput> inputs = new ArrayList<>(recording.inputs());
        RunInput forged =
                new RunInput.AnswerCallback("somebody", 1, null, new RunInput.Answer.Done(Recorder.json("\"no\"")));
        inputs.add(1, new RecordedInput(forged, Recorder.BEGIN.plusMillis(1), false));

        // When
        Comparison comparison = compare(recorder, recorder.program(), new Recording(inputs, recording.status()));

        // Then
        assertThat(comparison).isInstanceOf(Comparison.Same.class);
    }

    @Test
    void shouldGiveUpADraftThatDoesNotComeToAnEnd() {
        // Given
        Recorder recorder = Recorder.of("do: [{a: {set: {n: 1}}}]");
        Recording recording = recorder.record("{}");
        Program draft = Recorder.compile(Recorder.HEAD + "do: [{a: {set: {n: 1}}}, {b: {switch: [{on: {then: a}}]}}]");

        // When
        Comparison comparison = compare(recorder, draft, recording);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.Failed.class,
                        failed -> assertThat(failed.reason()).contains("does not come to an end"));
    }

    @Test
    void shouldSayWhenTheDefinitionOfTheRunIsNotKnownAnyMore() {
        // Given
        Recorder recorder = Recorder.of("do: [{a: {set: {n: 1}}}]");
        Recording recording = recorder.record("{}");

        // When
        Comparison comparison = WhatIf.compare(recorder.program(), _ -> null, recording, RULES);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.Failed.class,
                        failed -> assertThat(failed.reason()).contains("version 1.0.0 of workflow play"));
    }

    @Test
    void shouldSayWhenTheRecordDoesNotLeadToTheRecordedEnd() {
        // Given
        Recorder recorder = Recorder.of("do: [{ask: {call: echo, with: {}}}]");
        Recording whole = recorder.record("{}");
        Recording broken = new Recording(List.of(whole.inputs().getFirst()), whole.status());

        // When
        Comparison comparison = compare(recorder, recorder.program(), broken);

        // Then
        assertThat(comparison)
                .isInstanceOfSatisfying(
                        Comparison.Failed.class,
                        failed -> assertThat(failed.reason()).contains("ended completed then"));
    }

    private static Comparison compare(Recorder recorder, Program draft, Recording recording) {
        return WhatIf.compare(draft, _ -> recorder.program(), recording, RULES);
    }
}
