package io.millrace.workflow.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * A cron schedule, by the rules of POSIX crontab: each set of allowed values is a number whose bit {@code n} says that
 * {@code n} is allowed.
 *
 * <p>Where clocks are changed, two rules hold as in Vixie cron. A schedule for every hour follows the time that passes:
 * hours that are skipped do not exist, hours that are repeated count twice. Any other schedule follows the calendar: a
 * time that is skipped comes at the end of the gap, a time that is repeated counts once, the first time.
 *
 * @param seconds bits 0 to 59
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param days of the month, bits 1 to 31
 * @param months bits 1 to 12
 * @param weekdays bits 0 (Sunday) to 6
 * @param eitherDay whether a day needs to fit only one of {@code days} and {@code weekdays}, because both are restricted
 * @param everyHour whether the hours were written with {@code *}
 * @param zone whose clocks are meant
 */
public record Cron(
        long seconds,
        long minutes,
        int hours,
        int days,
        int months,
        int weekdays,
        boolean eitherDay,
        boolean everyHour,
        ZoneId zone)
        implements Rhythm {

    // The 29th of February is at most eight years away, on any day of the week at most forty.
    private static final int MOST_YEARS = 41;

    @Override
    public Optional<Instant> next(Instant after) {
        return everyHour ? byTime(after) : byCalendar(after);
    }

    private Optional<Instant> byTime(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> next =
                    local(LocalDateTime.ofInstant(from, offset)).map(found -> found.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
                return next;
            }
            // The clocks are changed before: look again by the new ones, from the moment of the change on.
            LocalDateTime changed = change.getDateTimeAfter();
            if (fits(changed)) {
                return Optional.of(change.getInstant());
            }
            from = change.getInstant();
        }
    }

    private Optional<Instant> byCalendar(Instant after) {
        ZoneRules rules = zone.getRules();
        Optional<LocalDateTime> next = local(LocalDateTime.ofInstant(after, rules.getOffset(after)));
        while (next.isPresent()) {
            Instant moment = first(next.get(), rules);
            if (moment.isAfter(after)) {
                return Optional.of(moment);
            }
            next = local(next.get());
        }
        return Optional.empty();
    }

    private static Instant first(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    /** The next time that fits on clocks that are never changed. */
    private Optional<LocalDateTime> local(LocalDateTime after) {
        LocalDate date = after.toLocalDate();
        LocalTime from = after.toLocalTime().withNano(0).plusSeconds(1);
        if (from.equals(LocalTime.MIDNIGHT)) {
            date = date.plusDays(1);
        }
        int lastYear = date.getYear() + MOST_YEARS;
        while (date.getYear() <= lastYear) {
            if ((months >> date.getMonthValue() & 1) == 0) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else {
                Optional<LocalTime> time = fits(date) ? time(from) : Optional.empty();
                if (time.isPresent()) {
                    return Optional.of(date.atTime(time.get()));
                }
                date = date.plusDays(1);
            }
            from = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private boolean fits(LocalDateTime moment) {
        return (months >> moment.getMonthValue() & 1) == 1
                && fits(moment.toLocalDate())
                && time(moment.toLocalTime())
                        .filter(moment.toLocalTime()::equals)
                        .isPresent();
    }

    private boolean fits(LocalDate date) {
        boolean day = (days >> date.getDayOfMonth() & 1) == 1;
        boolean weekday = (weekdays >> date.getDayOfWeek().getValue() % 7 & 1) == 1;
        return eitherDay ? day || weekday : day && weekday;
    }

    private Optional<LocalTime> time(LocalTime from) {
        int hour = from.getHour();
        int minute = from.getMinute();
        int second = nextBit(seconds, from.getSecond());
        if (second < 0) {
            minute++;
        }
        if (second < 0 || (minutes >> from.getMinute() & 1) == 0) {
            second = nextBit(seconds, 0);
        }
        minute = minute > 59 ? -1 : nextBit(minutes, minute);
        if (minute < 0) {
            hour++;
        }
        if (minute < 0 || (hours >> from.getHour() & 1) == 0) {
            minute = nextBit(minutes, 0);
            second = nextBit(seconds, 0);
        }
        hour = hour > 23 ? -1 : nextBit(hours, hour);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute, second));
    }

    private static int nextBit(long bits, int from) {
        long rest = bits & -1L << from;
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }
}
