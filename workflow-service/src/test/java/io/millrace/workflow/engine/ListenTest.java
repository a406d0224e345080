package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import org.junit.jupiter.api.Test;

class ListenTest {
    private static String event(String type, String data) {
        return "{\"type\": \"" + type + "\", \"source\": \"/s\", \"id\": \"1\", \"data\": " + data + "}";
    }

    private static void assertRefused(Decision decision, RejectionCode code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(code));
    }

    @Test
    void shouldGiveAnArrayEvenForOneEvent() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: paid}}}}}}]")
                .started("{}");

        // When
        run.heard(event("paid", "{\"amount\":1}"));

        // Then
        assertThat(run.output()).isEqualTo("[{\"amount\":1}]");
    }

    @Test
    void shouldGiveTheWholeEventWhenItReadsTheEnvelope() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: paid}}}, read: envelope}}}]")
                .started("{}");

        // When
        run.heard(event("paid", "1"));

        // Then
        assertThat(Play.json(run.output()).at("/0/type").asText()).isEqualTo("paid");
    }

    @Test
    void shouldNotBeChangedByOtherEvents() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: paid}}}}}}]")
                .started("{}");

        // When
        Decision decision = run.delivered(event("opened", "1"));

        // Then
        assertRefused(decision, RejectionCode.OTHER_EVENT);
    }

    @Test
    void shouldTakeAnEventOnlyOnce() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {any: [{with: {type: a}}], until: false}}}}]")
                .started("{}");
        int position = run.effects(Effect.Subscribe.class).getLast().position();
        RunInput.DeliverEvent delivered = new RunInput.DeliverEvent(position, Play.json(event("a", "1")), 3, 17);
        run.accept(delivered);

        // When
        Decision again = run.offered(delivered);

        // Then
        assertRefused(again, RejectionCode.STALE_EVENT);
    }

    @Test
    void shouldEndWithTheFirstOfAnyEvents() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {any: [{with: {type: a}}, {with: {type: b}}]}}}}]")
                .started("{}");

        // When
        run.heard(event("b", "2"));

        // Then
        assertThat(run.output()).isEqualTo("[2]");
    }

    @Test
    void shouldWaitForAllEventsInAnyOrder() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}}}]")
                .started("{}");

        // When
        run.heard(event("b", "2"));
        run.heard(event("a", "1"));

        // Then
        assertThat(run.output()).isEqualTo("[2,1]");
    }

    @Test
    void shouldNotTakeASecondEventForAPatternThatIsMet() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}}}]")
                .started("{}");
        run.heard(event("a", "1"));

        // When
        Decision second = run.delivered(event("a", "2"));

        // Then
        assertRefused(second, RejectionCode.OTHER_EVENT);
    }

    @Test
    void shouldLetOneEventStandForOnePatternOnly() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {all: [{with: {type: a}}, {with: {source: /s}}]}}}}]")
                .started("{}");

        // When
        run.heard(event("a", "1"));

        // Then
        assertThat(run.state()).isInstanceOf(RunState.Active.class);
        assertThat(run.heard(event("z", "2")).output()).isEqualTo("[1,2]");
    }

    @Test
    void shouldGatherEventsUntilAConditionHoldsForThem() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {any: [{with: {type: n}}], until: '(map(.) | add) > 5'}}}}]")
                .started("{}");

        // When
        run.heard(event("n", "2"));
        run.heard(event("n", "3"));
        run.heard(event("n", "4"));

        // Then
        assertThat(run.output()).isEqualTo("[2,3,4]");
    }

    @Test
    void shouldGatherEventsUntilAnotherOneComesThatIsNotPartOfTheOutput() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {any: [], until: {one: {with: {type: stop}}}}}}}]")
                .started("{}");

        // When
        run.heard(event("x", "1"));
        run.heard(event("y", "2"));
        run.heard(event("stop", "3"));

        // Then
        assertThat(run.output()).isEqualTo("[1,2]");
    }

    @Test
    void shouldTakeOnlyEventsWithTheExpectedValue() {
        // Given
        Play run = Play.of("""
                do:
                  - hear:
                      listen:
                        to:
                          one:
                            with: {type: paid}
                            correlate: {order: {from: .data.order, expect: '${ .id }'}}
                """).started("{\"id\": 7}");

        // When
        Decision other = run.delivered(event("paid", "{\"order\": 8}"));
        run.heard(event("paid", "{\"order\": 7}"));

        // Then
        assertRefused(other, RejectionCode.OTHER_EVENT);
        assertThat(run.output()).isEqualTo("[{\"order\":7}]");
    }

    @Test
    void shouldSayWhatItExpectsSoThatEventsFindIt() {
        // Given
        Play run = Play.of("""
                do:
                  - hear:
                      listen:
                        to: {one: {with: {type: paid}, correlate: {order: {from: .data.order, expect: '${ .id }'}}}}
                """);

        // When
        run.started("{\"id\": 7}");

        // Then
        assertThat(run.effects(Effect.Subscribe.class).getLast().patterns())
                .containsExactly(new Effect.Interest(
                        java.util.Map.of("type", Play.json("\"paid\"")),
                        java.util.Map.of(".data.order", Play.json("7"))));
    }

    @Test
    void shouldHoldLaterEventsToTheValueOfTheFirst() {
        // Given
        Play run = Play.of("""
                do:
                  - hear:
                      listen:
                        to:
                          all:
                            - {with: {type: a}, correlate: {k: {from: .data.k}}}
                            - {with: {type: b}, correlate: {k: {from: .data.k}}}
                """).started("{}");
        run.heard(event("a", "{\"k\": 1}"));

        // When
        Decision other = run.delivered(event("b", "{\"k\": 2}"));
        run.heard(event("b", "{\"k\": 1}"));

        // Then
        assertRefused(other, RejectionCode.OTHER_EVENT);
        assertThat(run.output()).isEqualTo("[{\"k\":1},{\"k\":1}]");
    }

    @Test
    void shouldNotMatchAnEventWithoutTheValueThatCorrelates() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: a}, correlate: {k: {from: .data.k}}}}}}}]")
                .started("{}");

        // When
        Decision decision = run.delivered(event("a", "{}"));

        // Then
        assertRefused(decision, RejectionCode.OTHER_EVENT);
    }

    @Test
    void shouldWorkOnEventsOneAtATimeInTheirOrder() {
        // Given
        Play run = Play.of(FOREACH).started("{}");
        run.heard(event("a", "1"));
        run.heard(event("a", "2"));
        run.heard(event("stop", "0"));

        // When
        run.stepSucceeded("\"one\"").stepSucceeded("\"two\"");

        // Then
        assertThat(run.effects(Effect.DispatchStep.class).stream()
                        .map(step -> step.arguments().get("input").toString()))
                .containsExactly("{\"event\":1,\"at\":0}", "{\"event\":2,\"at\":1}");
        assertThat(run.output()).isEqualTo("[{\"r\":\"one\"},{\"r\":\"two\"}]");
    }

    private static final String FOREACH = """
            do:
              - hear:
                  listen: {to: {any: [{with: {type: a}}], until: {one: {with: {type: stop}}}}}
                  foreach:
                    item: e
                    at: n
                    do: [{work: {call: echo, with: {event: '${ $e }', at: '${ $n }'}}}]
                    output: {as: '${ {r: .} }'}
                    export: {as: '${ {last: .r} }'}
            """;

    @Test
    void shouldExportFromEachEvent() {
        // Given
        Play run = Play.of("output: {as: $context}\n" + FOREACH).started("{}");
        run.heard(event("a", "1"));
        run.heard(event("stop", "0"));

        // When
        run.stepSucceeded("\"one\"");

        // Then
        assertThat(run.output()).isEqualTo("{\"last\":\"one\"}");
    }

    @Test
    void shouldReplaceAnEventByItsOutputWithoutAList() {
        // Given
        Play run = Play.of("""
                do: [{hear: {listen: {to: {one: {with: {type: a}}}}, foreach: {output: {as: .x}}}}]
                """).started("{}");

        // When
        run.heard(event("a", "{\"x\": 5}"));

        // Then
        assertThat(run.output()).isEqualTo("[5]");
    }

    @Test
    void shouldTimeOut() {
        // Given
        Play run = Play.of("do: [{hear: {timeout: {after: PT1M}, listen: {to: {one: {with: {type: a}}}}}}]")
                .started("{}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.TIMEOUT);
        assertThat(run.effects(Effect.Unsubscribe.class)).hasSize(1);
    }

    @Test
    void shouldUnsubscribeWhenItHasHeardEnough() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: a}}}}}}]")
                .started("{}");

        // When
        run.heard(event("a", "1"));

        // Then
        assertThat(run.effects(Effect.Unsubscribe.class)).hasSize(1);
    }

    @Test
    void shouldUnsubscribeWhenItIsCancelled() {
        // Given
        Play run = Play.of("do: [{hear: {listen: {to: {one: {with: {type: a}}}}}}]")
                .started("{}");

        // When
        run.accept(new RunInput.CancelRun("key", null));

        // Then
        assertThat(run.effects(Effect.Unsubscribe.class)).hasSize(1);
    }

    @Test
    void shouldCompareAPatternLiterallyAndUseARegularExpressionOnlyWhenItIsWrittenAsOne() {
        // Given
        Play literal = Play.of("do: [{hear: {listen: {to: {one: {with: {type: com.foo}}}}}}]")
                .started("{}");
        Play regex = Play.of("do: [{hear: {listen: {to: {one: {with: {type: '^com.f.*$'}}}}}}]")
                .started("{}");

        // When
        Decision notLiteral = literal.delivered(event("comXfoo", "1"));
        regex.heard(event("comXfoo", "1"));

        // Then
        assertRefused(notLiteral, RejectionCode.OTHER_EVENT);
        assertThat(regex.output()).isEqualTo("[1]");
    }
}
