package io.millrace.workflow.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.workflow.program.Cron;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a cron schedule comes, on every kind of day. */
class CronScheduleTest {

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    * * * * *            | 2026-01-01T00:00:00Z     | 2026-01-01T00:01:00Z 2026-01-01T00:02:00Z
                    * * * * *            | 2026-01-01T23:59:59.999Z | 2026-01-02T00:00:00Z
                    */20 * * * * *       | 2026-01-01T00:00:00Z     | 2026-01-01T00:00:20Z 2026-01-01T00:00:40Z 2026-01-01T00:01:00Z
                    30 59 23 31 12 *     | 2026-01-01T00:00:00Z     | 2026-12-31T23:59:30Z 2027-12-31T23:59:30Z
                    */15 9-10 * * *      | 2026-01-01T09:40:00Z     | 2026-01-01T09:45:00Z 2026-01-01T10:00:00Z 2026-01-01T10:15:00Z
                    5/20 0 * * *         | 2026-01-01T00:00:00Z     | 2026-01-01T00:05:00Z 2026-01-01T00:25:00Z 2026-01-01T00:45:00Z 2026-01-02T00:05:00Z
                    0 0 1,15 * *         | 2026-01-02T00:00:00Z     | 2026-01-15T00:00:00Z 2026-02-01T00:00:00Z
                    0 0 31 * *           | 2026-01-31T00:00:00Z     | 2026-03-31T00:00:00Z 2026-05-31T00:00:00Z
                    0 0 29 2 *           | 2026-01-01T00:00:00Z     | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
                    0 12 * * mon-fri     | 2026-01-02T12:00:00Z     | 2026-01-05T12:00:00Z 2026-01-06T12:00:00Z
                    0 0 * * 7            | 2026-01-01T00:00:00Z     | 2026-01-04T00:00:00Z 2026-01-11T00:00:00Z
                    0 0 * * 0            | 2026-01-01T00:00:00Z     | 2026-01-04T00:00:00Z
                    0 0 * * 5-7          | 2026-01-01T00:00:00Z     | 2026-01-02T00:00:00Z 2026-01-03T00:00:00Z 2026-01-04T00:00:00Z 2026-01-09T00:00:00Z
                    0 0 13 * FRI         | 2026-01-01T00:00:00Z     | 2026-01-02T00:00:00Z 2026-01-09T00:00:00Z 2026-01-13T00:00:00Z
                    0 0 */10 * FRI       | 2026-01-01T00:00:00Z     | 2026-05-01T00:00:00Z
                    0 0 1 JAN,jul *      | 2026-01-01T00:00:00Z     | 2026-07-01T00:00:00Z 2027-01-01T00:00:00Z
                    """)
    void shouldComeWhenItsFieldsFit(String cron, Instant after, String expected) {
        // When
        List<Instant> next = next(cron(cron, "UTC"), after, expected.split(" ").length);

        // Then
        assertThat(next)
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Instant::parse).toList());
    }

    /** In Berlin 02:00 to 03:00 does not exist on 2026-03-29 and exists twice on 2026-10-25. */
    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    0 8 * * *       | Europe/Berlin       | 2026-03-28T06:00:00Z | 2026-03-28T07:00:00Z 2026-03-29T06:00:00Z 2026-03-30T06:00:00Z
                    30 2 * * *      | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
                    0 2,3 * * *     | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
                    */20 2 * * *    | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
                    30 * * * *      | Europe/Berlin       | 2026-03-29T00:00:00Z | 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z 2026-03-29T02:30:00Z
                    0 * * * *       | Europe/Berlin       | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
                    0 */2 * * *     | Europe/Berlin       | 2026-03-28T22:59:00Z | 2026-03-28T23:00:00Z 2026-03-29T02:00:00Z 2026-03-29T04:00:00Z
                    30 2 * * *      | Europe/Berlin       | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
                    30 * * * *      | Europe/Berlin       | 2026-10-24T23:40:00Z | 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
                    0 * * * *       | Europe/Berlin       | 2026-10-24T23:40:00Z | 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z
                    0 3 * * *       | Europe/Berlin       | 2026-10-24T12:00:00Z | 2026-10-25T02:00:00Z 2026-10-26T02:00:00Z
                    */15 1 * * *    | Australia/Lord_Howe | 2026-04-04T13:50:00Z | 2026-04-04T14:00:00Z 2026-04-04T14:15:00Z 2026-04-04T14:30:00Z 2026-04-04T14:45:00Z 2026-04-05T14:30:00Z
                    */30 * * * *    | Australia/Lord_Howe | 2026-04-04T14:20:00Z | 2026-04-04T14:30:00Z 2026-04-04T15:00:00Z 2026-04-04T15:30:00Z
                    0 0 30 12 *     | Pacific/Apia        | 2011-12-29T00:00:00Z | 2011-12-30T10:00:00Z 2012-12-29T10:00:00Z
                    0 9 * * *       | +05:30              | 2026-01-01T00:00:00Z | 2026-01-01T03:30:00Z
                    """)
    void shouldKnowWhenClocksAreChanged(String cron, String zone, Instant after, String expected) {
        // When
        List<Instant> next = next(cron(cron, zone), after, expected.split(" ").length);

        // Then
        assertThat(next)
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Instant::parse).toList());
    }

    @Test
    void shouldComeWheneverTheClockShowsAFittingTime() {
        // Given
        SplittableRandom random = new SplittableRandom(7);
        List<String> schedules =
                List.of("*/7 * * * *", "3,33 */5 * * *", "0 * 1-9 */2 *", "10-20/5 * * * MON", "59 * 31 * *");

        for (int i = 0; i < 400; i++) {
            String text = schedules.get(random.nextInt(schedules.size()));
            Cron cron = cron(text, "Europe/Berlin");
            Instant after = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * random.nextInt(600_000));

            // When
            Instant next = cron.next(after).orElseThrow();

            // Then
            assertThat(next).as("%s after %s", text, after).isEqualTo(minuteByMinute(cron, after));
        }
    }

    private static Instant minuteByMinute(Cron cron, Instant after) {
        ZonedDateTime minute = after.atZone(cron.zone()).plusMinutes(1);
        while (!shows(cron, minute)) {
            minute = minute.plusMinutes(1);
        }
        return minute.toInstant();
    }

    private static boolean shows(Cron cron, ZonedDateTime clock) {
        boolean day = (cron.days() >> clock.getDayOfMonth() & 1) == 1;
        boolean weekday = (cron.weekdays() >> clock.getDayOfWeek().getValue() % 7 & 1) == 1;
        return (cron.minutes() >> clock.getMinute() & 1) == 1
                && (cron.hours() >> clock.getHour() & 1) == 1
                && (cron.months() >> clock.getMonthValue() & 1) == 1
                && (cron.eitherDay() ? day || weekday : day && weekday);
    }

    private static List<Instant> next(Cron cron, Instant after, int count) {
        List<Instant> next = new ArrayList<>();
        Instant last = after;
        while (next.size() < count) {
            last = cron.next(last).orElseThrow();
            next.add(last);
        }
        return next;
    }

    private static Cron cron(String text, String zone) {
        return CronReader.read(new Part(TextNode.valueOf(text), "", new Problems()), ZoneId.of(zone))
                .orElseThrow();
    }
}
