package io.millrace.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.Program;
import io.millrace.workflow.schedule.ScheduleDecision.Accepted;
import io.millrace.workflow.schedule.ScheduleDecision.Refusal;
import io.millrace.workflow.schedule.ScheduleDecision.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that start a run together. */
class GatheringTest {
    private static final String BOTH = "on: {all: [{with: {type: paid}}, {with: {type: packed}}]}";
    private static final String ORDER = "on: {all: [{with: {type: paid}, correlate: {o: {from: .data.order}}},"
            + " {with: {type: packed}, correlate: {o: {from: .data.order}}}]}";

    @Test
    void shouldStartOneRunWhenAllEventsHaveCome() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH);
        schedule.event(event("packed", 1));
        assertThat(schedule.started).isEmpty();

        // When
        schedule.event(event("paid", 2));

        // Then
        assertThat(schedule.inputs()).containsExactly("[{\"order\":1},{\"order\":2}]");
    }

    @Test
    void shouldGatherForSeveralRunsAtTheSameTime() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(ORDER);
        schedule.event(event("paid", 1));
        schedule.event(event("packed", 2));

        // When
        schedule.event(event("packed", 1));
        schedule.event(event("paid", 2));

        // Then
        assertThat(schedule.inputs()).containsExactly("[{\"order\":1},{\"order\":1}]", "[{\"order\":2},{\"order\":2}]");
    }

    @Test
    void shouldOpenAnotherGroupForAnEventThatThisOneHas() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH);
        schedule.event(event("paid", 1));
        schedule.event(event("paid", 2));

        // When
        schedule.event(event("packed", 3));
        schedule.event(event("packed", 4));

        // Then
        assertThat(schedule.inputs()).containsExactly("[{\"order\":1},{\"order\":3}]", "[{\"order\":2},{\"order\":4}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    on: {any: [{with: {type: paid}}], until: 'length == 2'}                        | paid paid paid      | [{"order":0},{"order":1}]
                    on: {any: [{with: {type: paid}}], until: {one: {with: {type: closed}}}}        | paid closed paid    | [{"order":0}]
                    on: {any: [{with: {type: paid}}], until: {all: [{with: {type: a}}, {with: {type: b}}]}} | b paid a paid b | [{"order":1},{"order":3}]
                    on: {one: {with: {type: paid}, correlate: {o: {from: .data.order, expect: 1}}}} | paid paid closed    | [{"order":1}]
                    on: {any: [{with: {type: paid}, correlate: {o: {from: .data.order, expect: 2}}}]} | paid paid paid | [{"order":2}]
                    """)
    void shouldKnowWhenEnoughCame(String on, String types, String input) {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(on);

        // When
        int order = 0;
        for (String type : List.of(types.split(" ", -1))) {
            schedule.event(event(type, order++));
        }

        // Then
        assertThat(schedule.inputs()).containsExactly(input);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data     | [{"order":1},{"order":2}]
                    raw      | [{"order":1},{"order":2}]
                    envelope | [{"type":"paid","source":"/shop","id":"paid-1","data":{"order":1}},{"type":"packed","source":"/shop","id":"packed-2","data":{"order":2}}]
                    """)
    void shouldReadWhatTheDefinitionAsksFor(String read, String input) {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH + ", read: " + read);

        // When
        schedule.event(event("paid", 1));
        schedule.event(event("packed", 2));

        // Then
        assertThat(schedule.inputs()).containsExactly(input);
    }

    @Test
    void shouldTakeAnEventOnceHoweverOftenItComes() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH);
        schedule.event(event("paid", 1), 4, 17);

        // When
        ScheduleDecision delivered = schedule.event(event("paid", 1), 4, 17);
        ScheduleDecision sentAgain = schedule.event(event("paid", 1), 5, 2);

        // Then
        assertThat(delivered)
                .isEqualTo(sentAgain)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.STALE_EVENT));
    }

    @Test
    void shouldRefuseOtherEvents() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(ORDER);

        // When
        ScheduleDecision other = schedule.event(event("closed", 1));

        // Then
        assertThat(other)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.OTHER_EVENT));
    }

    @Test
    void shouldKeepWhatItGatheredWhenOnlyTheTasksChange() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH);
        schedule.event(event("paid", 1));
        schedule.delete();
        schedule.publish(PlayedSchedule.version("1.0.1", BOTH, ""));

        // When
        schedule.event(event("packed", 2));

        // Then
        assertThat(schedule.inputs()).containsExactly("[{\"order\":1},{\"order\":2}]");
    }

    @Test
    void shouldWaitForOtherEventsUnderAnotherPositionWhenTheScheduleChanges() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(BOTH);
        schedule.event(event("paid", 1));

        // When
        schedule.publish(PlayedSchedule.version("1.0.1", ORDER, ""));

        // Then
        assertThat(schedule.effects)
                .filteredOn(effect -> !(effect instanceof ScheduleEffect.StartRun))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(ScheduleEffect.Subscribe.class),
                        second -> assertThat(second).isEqualTo(new ScheduleEffect.Unsubscribe(1)),
                        third -> assertThat(third)
                                .isInstanceOfSatisfying(
                                        ScheduleEffect.Subscribe.class,
                                        subscribe -> assertThat(
                                                        subscribe.subscription().position())
                                                .isEqualTo(2)));
        schedule.event(event("packed", 1));
        assertThat(schedule.started).isEmpty();
    }

    @Test
    void shouldSubscribeAgainWhenItIsArmedAgain() {
        // Given
        Program program = PlayedSchedule.version("1.0.0", BOTH, "");
        PlayedSchedule schedule = new PlayedSchedule();
        schedule.publish(program);

        // When
        ScheduleDecision again = schedule.publish(program);

        // Then
        assertThat(again).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.events()).isEmpty();
            assertThat(accepted.effects()).hasSize(1).hasOnlyElementsOfType(ScheduleEffect.Subscribe.class);
        });
    }

    @Test
    void shouldGiveTheOldestUpWhenTooManyWait() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(ORDER);
        for (int order = 0; order < Gathering.MOST_GROUPS; order++) {
            schedule.event(event("paid", order));
        }

        // When
        schedule.event(event("paid", Gathering.MOST_GROUPS));

        // Then
        assertThat(Evolution.memory(schedule.state()).groups()).hasSize(Gathering.MOST_GROUPS);
        assertThat(schedule.events).contains(new ScheduleEvent.GroupGivenUp(1));
    }

    @Test
    void shouldGiveHalfUpWhenItGrewTooLarge() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of(ORDER);
        for (int order = 0; order < 5; order++) {
            schedule.event(event("paid", order));
        }

        // When
        schedule.happen(new ScheduleInput.StateOutgrown());

        // Then
        assertThat(Evolution.memory(schedule.state()).groups())
                .extracting(Group::number)
                .containsExactly(4, 5);
    }

    private static String event(String type, int order) {
        return "{\"type\":\"%s\",\"source\":\"/shop\",\"id\":\"%s-%d\",\"data\":{\"order\":%d}}"
                .formatted(type, type, order, order);
    }
}
