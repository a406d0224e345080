package io.millrace.workflow.expression;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Writes and reads times in the formats of C's {@code strftime} and {@code strptime}, in English and in UTC. */
final class DateFormat {

    private static final int LONGEST = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");

    private DateFormat() {}

    static String format(String format, LocalDateTime time) throws JsonQueryException {
        if (format.length() > LONGEST) {
            throw new JsonQueryException("a date format may have at most " + LONGEST + " characters");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                i++;
                text.append(field(format.charAt(i), time));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String field(char code, LocalDateTime time) throws JsonQueryException {
        int weekday = time.getDayOfWeek().getValue();
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (code) {
            case 'Y' -> Integer.toString(time.getYear());
            case 'C' -> pad(2, time.getYear() / 100);
            case 'y' -> pad(2, time.getYear() % 100);
            case 'm' -> pad(2, time.getMonthValue());
            case 'd' -> pad(2, time.getDayOfMonth());
            case 'e' -> blank(time.getDayOfMonth());
            case 'H' -> pad(2, time.getHour());
            case 'k' -> blank(time.getHour());
            case 'I' -> pad(2, hour12);
            case 'l' -> blank(hour12);
            case 'M' -> pad(2, time.getMinute());
            case 'S' -> pad(2, time.getSecond());
            case 'j' -> pad(3, time.getDayOfYear());
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> month(time, TextStyle.SHORT);
            case 'B' -> month(time, TextStyle.FULL);
            case 'u' -> Integer.toString(weekday);
            case 'w' -> Integer.toString(weekday % 7);
            case 'U' -> pad(2, (time.getDayOfYear() + 6 - weekday % 7) / 7);
            case 'W' -> pad(2, (time.getDayOfYear() + 6 - (weekday - 1)) / 7);
            case 'V' -> pad(2, time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'g' -> pad(2, time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 's' -> Long.toString(time.toEpochSecond(ZoneOffset.UTC));
            case 'Z' -> "UTC";
            case 'z' -> "+0000";
            case 'F' -> format("%Y-%m-%d", time);
            case 'T', 'X' -> format("%H:%M:%S", time);
            case 'R' -> format("%H:%M", time);
            case 'r' -> format("%I:%M:%S %p", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> throw new JsonQueryException("strftime does not know %" + code);
        };
    }

    private static String month(LocalDateTime time, TextStyle style) {
        return time.getMonth().getDisplayName(style, Locale.ENGLISH);
    }

    private static String pad(int width, int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String blank(int number) {
        return number < 10 ? " " + number : Integer.toString(number);
    }

    static LocalDateTime parse(String text, String format) throws JsonQueryException {
        if (format.length() > LONGEST || text.length() > LONGEST) {
            throw new JsonQueryException("a date and its format may have at most " + LONGEST + " characters");
        }
        Reading reading = new Reading(text, format);
        try {
            reading.read(format);
            return reading.time();
        } catch (DateTimeException outOfRange) {
            throw reading.mismatch();
        }
    }

    /** What has been read of a text so far. */
    private static final class Reading {

        private final String text;
        private final String format;
        private int at;
        private int year = 1900;
        private int month = 1;
        private int day = 1;
        private int dayOfYear;
        private int hour;
        private int minute;
        private int second;
        private boolean afternoon;
        private boolean twelveHours;
        private long offsetMinutes;
        private long epochSecond = Long.MIN_VALUE;

        Reading(String text, String format) {
            this.text = text;
            this.format = format;
        }

        JsonQueryException mismatch() {
            return new JsonQueryException("date \"" + text + "\" does not match format \"" + format + "\"");
        }

        LocalDateTime time() throws JsonQueryException {
            if (at < text.length()) {
                throw mismatch();
            }
            if (epochSecond != Long.MIN_VALUE) {
                return LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
            }
            int hours = twelveHours ? hour % 12 + (afternoon ? 12 : 0) : hour;
            LocalDateTime time = dayOfYear > 0
                    ? LocalDateTime.of(year, 1, 1, hours, minute, 0).withDayOfYear(dayOfYear)
                    : LocalDateTime.of(year, month, day, hours, minute, 0);
            return time.plusSeconds(second).minusMinutes(offsetMinutes);
        }

        void read(String part) throws JsonQueryException {
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                if (Character.isWhitespace(c)) {
                    skipWhitespace();
                } else if (c == '%' && i + 1 < part.length()) {
                    i++;
                    field(part.charAt(i));
                } else {
                    literal(c);
                }
            }
        }

        private void literal(char c) throws JsonQueryException {
            if (at >= text.length() || text.charAt(at) != c) {
                throw mismatch();
            }
            at++;
        }

        private void field(char code) throws JsonQueryException {
            switch (code) {
                case 'Y' -> year = number(4, 0, 9999);
                case 'y' -> {
                    int two = number(2, 0, 99);
                    year = two + (two < 69 ? 2000 : 1900);
                }
                case 'm' -> month = number(2, 1, 12);
                case 'd', 'e' -> day = number(2, 1, 31);
                case 'j' -> dayOfYear = number(3, 1, 366);
                case 'H', 'k' -> hour = number(2, 0, 23);
                case 'I', 'l' -> {
                    hour = number(2, 1, 12);
                    twelveHours = true;
                }
                case 'M' -> minute = number(2, 0, 59);
                case 'S' -> second = number(2, 0, 60);
                case 'p', 'P' -> afternoon = name(new String[] {"AM", "PM"}, 2) == 1;
                case 'a', 'A' -> name(names(DayOfWeek.values()), 3);
                case 'b', 'B', 'h' -> month = 1 + name(names(Month.values()), 3);
                case 'Z' -> zoneName();
                case 'z' -> offset();
                case 's' -> epochSecond = longNumber();
                case 'T', 'X' -> read("%H:%M:%S");
                case 'R' -> read("%H:%M");
                case 'F' -> read("%Y-%m-%d");
                case 'D', 'x' -> read("%m/%d/%y");
                case 'c' -> read("%a %b %e %H:%M:%S %Y");
                case 'n', 't' -> skipWhitespace();
                case '%' -> literal('%');
                default -> throw new JsonQueryException("strptime does not know %" + code);
            }
        }

        private static String[] names(Enum<?>[] values) {
            String[] names = new String[values.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = values[i].name();
            }
            return names;
        }

        private void skipWhitespace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private int number(int digits, int least, int most) throws JsonQueryException {
            skipWhitespace();
            int from = at;
            while (at < text.length() && at - from < digits && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == from) {
                throw mismatch();
            }
            int number = Integer.parseInt(text.substring(from, at));
            if (number < least || number > most) {
                throw mismatch();
            }
            return number;
        }

        private long longNumber() throws JsonQueryException {
            Matcher number = NUMBER.matcher(text).region(at, text.length());
            if (!number.lookingAt()) {
                throw mismatch();
            }
            at = number.end();
            return Long.parseLong(number.group());
        }

        private int name(String[] names, int shortest) throws JsonQueryException {
            for (int i = 0; i < names.length; i++) {
                for (int length : new int[] {names[i].length(), shortest}) {
                    if (text.regionMatches(true, at, names[i], 0, length)) {
                        at += length;
                        return i;
                    }
                }
            }
            throw mismatch();
        }

        private void zoneName() throws JsonQueryException {
            int from = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            if (at == from) {
                throw mismatch();
            }
        }

        private void offset() throws JsonQueryException {
            if (at < text.length() && text.charAt(at) == 'Z') {
                at++;
                return;
            }
            if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
                throw mismatch();
            }
            int sign = text.charAt(at) == '-' ? -1 : 1;
            at++;
            int hours = number(2, 0, 18);
            if (at < text.length() && text.charAt(at) == ':') {
                at++;
            }
            offsetMinutes = sign * (hours * 60L + number(2, 0, 59));
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
