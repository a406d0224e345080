package io.millrace.workflow.language;

import io.millrace.schemas.documents.Scalars;
import io.millrace.workflow.program.Cron;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code schedule.cron}: the five fields of POSIX crontab, or six with seconds before them. */
final class CronReader {
    private static final int LONGEST = 500;
    private static final Pattern ITEM =
            Pattern.compile("(\\*|[0-9A-Za-z]{1,9})(?:-([0-9A-Za-z]{1,9}))?(?:/([0-9]{1,4}))?");

    private enum Field {
        SECOND("second", 0, 59, ""),
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY("day of the month", 1, 31, ""),
        MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        WEEKDAY("day of the week", 0, 7, "SUN MON TUE WED THU FRI SAT");

        private final String words;
        private final int least;
        private final int most;
        private final String names;

        Field(String words, int least, int most, String names) {
            this.words = words;
            this.least = least;
            this.most = most;
            this.names = names;
        }

        /** The value that a text stands for, or -1. */
        int value(String text) {
            int named = List.of(names.split(" ")).indexOf(text.toUpperCase(Locale.ROOT));
            if (named >= 0) {
                return named + least;
            }
            boolean number = text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            int value = number ? Integer.parseInt(text) : -1;
            return value >= least && value <= most ? value : -1;
        }

        String allowed() {
            String range = least + " to " + most;
            return names.isEmpty()
                    ? range
                    : range + " or " + names.substring(0, 3) + " to " + names.substring(names.length() - 3);
        }
    }

    private final Part part;
    private final List<String> problems = new ArrayList<>();

    private CronReader(Part part) {
        this.part = part;
    }

    /** The schedule a text stands for; reported, field by field, if it is none. */
    static Optional<Cron> read(Part part, ZoneId zone) {
        return part.text("`cron`").flatMap(text -> new CronReader(part).read(text.strip(), zone));
    }

    private Optional<Cron> read(String text, ZoneId zone) {
        List<String> fields = List.of(text.split("\\s+"));
        if (text.length() > LONGEST || fields.size() < 5 || fields.size() > 6) {
            part.problem("`cron` has five fields (minute, hour, day of the month, month, day of the week), or six with"
                    + " the second before them, but this has " + (text.isEmpty() ? 0 : fields.size()) + ": `"
                    + Scalars.shorten(text) + "`.");
            return Optional.empty();
        }
        boolean withSeconds = fields.size() == 6;
        int first = withSeconds ? 1 : 0;
        long seconds = withSeconds ? bits(Field.SECOND, fields.getFirst()) : 1;
        long minutes = bits(Field.MINUTE, fields.get(first));
        long hours = bits(Field.HOUR, fields.get(first + 1));
        long days = bits(Field.DAY, fields.get(first + 2));
        long months = bits(Field.MONTH, fields.get(first + 3));
        long weekdays = bits(Field.WEEKDAY, fields.get(first + 4));
        problems.forEach(part::problem);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        // 7 is another way to write Sunday.
        int week = (int) ((weekdays | weekdays >>> 7) & 0x7f);
        boolean either = !anything(fields.get(first + 2)) && !anything(fields.get(first + 4));
        Cron cron = new Cron(
                seconds,
                minutes,
                (int) hours,
                (int) days,
                (int) months,
                week,
                either,
                anything(fields.get(first + 1)),
                zone);
        if (cron.next(Instant.EPOCH).isEmpty()) {
            part.problem("`" + text + "` never comes: no month that it names has such a day.");
            return Optional.empty();
        }
        return Optional.of(cron);
    }

    private static boolean anything(String field) {
        return field.startsWith("*");
    }

    private long bits(Field field, String text) {
        long bits = 0;
        for (String item : text.split(",", -1)) {
            bits |= item(field, item);
        }
        return bits;
    }

    private long item(Field field, String text) {
        Matcher item = ITEM.matcher(text);
        boolean range = item.matches() && item.group(2) != null;
        boolean everything = item.matches() && item.group(1).equals("*");
        if (!item.matches() || (everything && range)) {
            return wrong(field, text, "");
        }
        int from = everything ? field.least : field.value(item.group(1));
        int step = item.group(3) == null ? 1 : Integer.parseInt(item.group(3));
        int last = field == Field.WEEKDAY && everything ? 6 : field.most;
        int to = range ? field.value(item.group(2)) : everything || item.group(3) != null ? last : from;
        if (from < 0 || to < 0) {
            return wrong(field, text, "");
        }
        if (from > to) {
            return wrong(field, text, " A range goes from the lower to the higher value.");
        }
        if (step < 1 || step > field.most) {
            return wrong(field, text, " A step lies between 1 and " + field.most + ".");
        }
        long bits = 0;
        for (int value = from; value <= to; value += step) {
            bits |= 1L << value;
        }
        return bits;
    }

    private long wrong(Field field, String text, String hint) {
        problems.add("The " + field.words + " of `cron` cannot be `" + Scalars.shorten(text) + "`: allowed are `*`, "
                + field.allowed() + ", ranges `a-b`, steps `/n` and lists with commas." + hint);
        return 0;
    }
}
