package io.millrace.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.schedule.ScheduleDecision.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When runs start by the clock, and what becomes of due times that nobody could act on. */
class TimedScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldStartEveryPeriodFromTheArmingWithoutDrift() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}");

        // When
        schedule.sleep(Duration.ofSeconds(12))
                .wake()
                .sleep(Duration.ofSeconds(9))
                .wake()
                .live(Duration.ofSeconds(20));

        // Then
        assertThat(schedule.causes()).containsExactly("10", "20", "30", "40");
        assertThat(schedule.inputs()).first().isEqualTo("{\"schedule\":\"every\",\"dueAt\":\"2026-01-01T00:00:10Z\"}");
    }

    @Test
    void shouldApplySeveralKindsAtOnce() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 30}, cron: '* * * * *'");

        // When
        schedule.live(Duration.ofMinutes(2));

        // Then
        assertThat(schedule.causes()).containsExactlyInAnyOrder("30", "60", "60", "90", "120", "120");
        assertThat(schedule.started).extracting(ScheduleEffect.StartRun::run).doesNotHaveDuplicates();
    }

    /** Down from second 0 to 20.5: what is due from 16 on is at most 5 seconds late and counts in any case. */
    @ParameterizedTest(name = "missed: {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    none  | 16 17 18 19 20
                    last  | 15 16 17 18 19 20
                    max:3 | 13 14 15 16 17 18 19 20
                    max:9 | 7 8 9 10 11 12 13 14 15 16 17 18 19 20
                    max:99 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
                    all   | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
                    """)
    void shouldMakeUpForWhatWasMissedAsTheDefinitionSays(String policy, String causes) {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 1}", "missed: '" + policy + "'");

        // When
        schedule.sleep(Duration.ofMillis(20_500)).wake();

        // Then
        assertThat(String.join(" ", schedule.causes())).isEqualTo(causes);
        schedule.live(SECOND);
        assertThat(schedule.causes()).last().isEqualTo("21");
    }

    @ParameterizedTest(name = "missed: {0}")
    @CsvSource({"none, ''", "last, 7200", "max:2, '3600,7200'", "all, '3600,7200'"})
    void shouldNotMakeUpForALateCalendarTimeUnlessAsked(String policy, String causes) {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("cron: '0 * * * *'", "missed: '" + policy + "'");

        // When
        schedule.sleep(Duration.ofMinutes(150)).wake();

        // Then
        assertThat(String.join(",", schedule.causes())).isEqualTo(causes);
    }

    @Test
    void shouldSayWhatWasMissed() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("cron: '0 * * * *'", "missed: last");

        // When
        schedule.sleep(Duration.ofMinutes(210)).wake();

        // Then
        assertThat(schedule.events)
                .contains(new ScheduleEvent.DueTimesMissed(
                        Kind.CRON, Instant.parse("2026-01-01T01:00:00Z"), Instant.parse("2026-01-01T03:00:00Z")));
    }

    @Test
    void shouldMakeUpForALongOutageInPortions() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 1}", "missed: all");
        schedule.sleep(Duration.ofSeconds(250));

        // When
        ScheduleDecision first = schedule.happen(new ScheduleInput.TimerFired(1));

        // Then
        assertThat(first)
                .isInstanceOfSatisfying(
                        ScheduleDecision.Accepted.class,
                        accepted -> assertThat(accepted.effects()).hasSize(DueTimes.PORTION));
        assertThat(schedule.wake().causes())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 250)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void shouldFindTheLastDueTimesOfAYearAtOnce() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("cron: '*/1 * * * * *'", "missed: 'max:2'");

        // When
        schedule.sleep(Duration.ofDays(365)).wake();

        // Then
        long end = Duration.ofDays(365).toSeconds();
        assertThat(schedule.causes())
                .containsExactlyElementsOf(IntStream.rangeClosed(-7, 0)
                        .mapToObj(back -> Long.toString(end + back))
                        .toList());
    }

    @Test
    void shouldGoOnAsIfNothingHadHappenedWhenOnlyTheTasksChange() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}");
        schedule.live(Duration.ofSeconds(14));

        // When
        schedule.publish(PlayedSchedule.version("1.0.1", "every: {seconds: 10}", ""));

        // Then
        schedule.live(Duration.ofSeconds(10));
        assertThat(schedule.causes()).containsExactly("10", "20");
        assertThat(schedule.started)
                .extracting(start -> start.definition().version())
                .containsExactly("1.0.0", "1.0.1");
    }

    @Test
    void shouldBeginAnewWhenTheScheduleChanges() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}");
        schedule.live(Duration.ofSeconds(14));

        // When
        schedule.publish(PlayedSchedule.version("1.0.1", "every: {seconds: 4}", ""));

        // Then
        schedule.live(Duration.ofSeconds(8));
        assertThat(schedule.causes()).containsExactly("10", "18", "22");
    }

    @Test
    void shouldStopWhenItsWorkflowIsDeleted() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}");
        schedule.live(Duration.ofSeconds(10));

        // When
        schedule.delete();

        // Then
        assertThat(schedule.happen(new ScheduleInput.TimerFired(2)))
                .isInstanceOfSatisfying(
                        ScheduleDecision.Rejected.class,
                        rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.STALE_TIMER));
        assertThat(schedule.causes()).containsExactly("10");
    }

    @ParameterizedTest(name = "missed: {0}")
    @CsvSource({"none, '10,60'", "last, '10,50,60'", "all, '10,20,30,40,50,60'"})
    void shouldTreatTheTimeWithoutItsWorkflowLikeAnOutage(String policy, String causes) {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}", "missed: " + policy);
        schedule.live(Duration.ofSeconds(12)).delete();

        // When
        schedule.sleep(Duration.ofSeconds(45))
                .publish(PlayedSchedule.version("1.0.1", "every: {seconds: 10}", "missed: " + policy));

        // Then
        schedule.wake().live(Duration.ofSeconds(5));
        assertThat(String.join(",", schedule.causes())).isEqualTo(causes);
    }

    @Test
    void shouldRefuseToArmTwice() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("every: {seconds: 10}");

        // When
        ScheduleDecision again = schedule.publish(PlayedSchedule.version("1.0.0", "every: {seconds: 10}", ""));

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        ScheduleDecision.Rejected.class,
                        rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.DUPLICATE_ARMING));
    }

    @Test
    void shouldStartAgainSomeTimeAfterARunEnded() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("after: {seconds: 30}");

        // When
        schedule.live(Duration.ofSeconds(5)).end(run(1));

        // Then
        schedule.live(Duration.ofSeconds(60));
        assertThat(schedule.causes()).containsExactly("35");
        schedule.end(schedule.started.getFirst().run());
        schedule.live(Duration.ofSeconds(60));
        assertThat(schedule.causes()).containsExactly("35", "95");
    }

    @Test
    void shouldFollowOneRunAtATimeHoweverManyThereAre() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("after: {seconds: 30}");
        schedule.end(run(1));

        // When
        schedule.end(run(2));
        schedule.live(Duration.ofSeconds(40)).end(run(3));

        // Then
        schedule.live(Duration.ofSeconds(60));
        assertThat(schedule.causes()).containsExactly("30");
    }

    @Test
    void shouldNotForgetWhatEndedWhileItsWorkflowWasDeleted() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("after: {seconds: 30}");
        schedule.end(run(1));
        schedule.live(Duration.ofSeconds(40)).delete();
        schedule.end(schedule.started.getFirst().run());

        // When
        schedule.live(Duration.ofSeconds(60)).publish(PlayedSchedule.version("1.0.1", "after: {seconds: 30}", ""));

        // Then
        schedule.wake();
        assertThat(schedule.causes()).containsExactly("30", "70");
    }

    @Test
    void shouldKeepTheTimeOfTheNextRunWhenAfterChanges() {
        // Given
        PlayedSchedule schedule = PlayedSchedule.of("after: {seconds: 30}, every: PT1H");
        schedule.end(run(1));

        // When
        schedule.publish(PlayedSchedule.version("1.0.1", "after: {seconds: 50}", ""));

        // Then
        schedule.live(Duration.ofHours(2));
        assertThat(schedule.causes()).containsExactly("30");
        schedule.end(schedule.started.getFirst().run());
        assertThat(schedule.live(Duration.ofMinutes(1)).causes()).hasSize(2);
    }

    @Test
    void shouldWaitForNothingWhenNothingComesAnyMore() {
        // Given
        List<Instant> only = List.of(Instant.parse("2026-01-01T00:00:00Z"));

        // When
        DueTimes due = DueTimes.of(
                after -> only.stream().filter(after::isBefore).findFirst(),
                only.getFirst(),
                only.getFirst(),
                new io.millrace.workflow.program.Missed.Latest(1));

        // Then
        assertThat(due).isEqualTo(new DueTimes(only, null, null, null));
    }

    private static RunId run(int number) {
        return RunId.derived(3, "run", Integer.toString(number));
    }
}
