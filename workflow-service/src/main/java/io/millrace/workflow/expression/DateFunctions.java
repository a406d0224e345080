package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.JsonNodeUtils;

/**
 * The date functions of jq's manual. All of them work in UTC: a run must give the same result wherever it is replayed,
 * so the local zone is UTC too. A broken-down time is jq's array {@code [year, month from 0, day, hours, minutes,
 * seconds, day of week from Sunday, day of year from 0]}.
 */
final class DateFunctions {

    private static final double LAST_SECOND = 253_402_300_799.999;
    private static final double FIRST_SECOND = -62_135_596_800.0;

    private DateFunctions() {}

    static void addTo(Scope root) {
        Function fromIso = CollectionFunctions.simple(in -> seconds(fromIso(text(in, "fromdate"))));
        Function toIso = CollectionFunctions.simple(in -> new TextNode(
                time(in).truncatedTo(ChronoUnit.SECONDS).toString().replaceFirst("(T\\d\\d:\\d\\d)$", "$1:00") + "Z"));
        for (String name : List.of("fromdate", "fromdateiso8601")) {
            root.addFunction(name, 0, fromIso);
        }
        for (String name : List.of("todate", "todateiso8601", "date")) {
            root.addFunction(name, 0, toIso);
        }
        Function broken = CollectionFunctions.simple(in -> brokenDown(time(in), number(in)));
        root.addFunction("gmtime", 0, broken);
        root.addFunction("localtime", 0, broken);
        root.addFunction("mktime", 0, CollectionFunctions.simple(in -> {
            if (!in.isArray()) {
                throw new JsonQueryException("mktime requires array of 6 numbers");
            }
            return JsonNodeUtils.asNumericNode(time(in).toEpochSecond(ZoneOffset.UTC));
        }));
        Function format = (scope, args, in, _, output, _) -> args.get(0)
                .apply(
                        scope,
                        in,
                        pattern -> output.emit(
                                new TextNode(DateFormat.format(text(pattern, "strftime"), time(in))), null));
        root.addFunction("strftime", 1, format);
        root.addFunction("strflocaltime", 1, format);
        root.addFunction(
                "strptime",
                1,
                (scope, args, in, _, output, _) -> args.get(0).apply(scope, in, pattern -> {
                    LocalDateTime read = DateFormat.parse(text(in, "strptime"), text(pattern, "strptime"));
                    output.emit(brokenDown(read, read.getSecond()), null);
                }));
        root.addFunction("dateadd", 2, shift(1));
        root.addFunction("datesub", 2, shift(-1));
    }

    private static Function shift(int sign) {
        return (scope, args, in, _, output, _) -> args.get(1).apply(scope, in, amount -> {
            if (!in.isNumber() || !amount.isNumber()) {
                throw new JsonQueryException("dateadd and datesub need seconds since 1970 and a number of seconds");
            }
            output.emit(JsonNodeUtils.asNumericNode(in.asDouble() + sign * amount.asDouble()), null);
        });
    }

    private static String text(JsonNode value, String function) throws JsonQueryException {
        if (!value.isTextual()) {
            throw new JsonQueryException(function + " requires a string, not " + Kinds.of(value));
        }
        return value.textValue();
    }

    private static Instant fromIso(String text) throws JsonQueryException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notIso) {
            throw new JsonQueryException("date \"" + text + "\" does not match format \"%Y-%m-%dT%H:%M:%SZ\"");
        }
    }

    private static JsonNode seconds(Instant instant) {
        return instant.getNano() == 0
                ? JsonNodeUtils.asNumericNode(instant.getEpochSecond())
                : new DoubleNode(instant.getEpochSecond() + instant.getNano() / 1e9);
    }

    private static double number(JsonNode in) {
        return in.isNumber() ? in.asDouble() : in.path(5).asDouble();
    }

    /** The time that seconds since 1970, or a broken-down time, stand for. */
    private static LocalDateTime time(JsonNode in) throws JsonQueryException {
        if (in.isNumber()) {
            double seconds = in.asDouble();
            if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) {
                throw new JsonQueryException("the time " + in + " is not within the years 1 to 9999");
            }
            long whole = (long) Math.floor(seconds);
            return LocalDateTime.ofEpochSecond(
                    whole, (int) Math.min(999_999_999, (seconds - whole) * 1e9), ZoneOffset.UTC);
        }
        if (!in.isArray() || in.size() < 6) {
            throw new JsonQueryException("a date is a number of seconds or a broken-down time, not " + Kinds.of(in));
        }
        for (JsonNode part : in) {
            if (!part.isNumber() || !(Math.abs(part.asDouble()) < 1e6)) {
                throw new JsonQueryException("a broken-down time consists of numbers");
            }
        }
        try {
            return LocalDateTime.of(in.get(0).asInt(), 1, 1, 0, 0)
                    .plusMonths(in.get(1).asInt())
                    .plusDays(in.get(2).asInt() - 1L)
                    .plusHours(in.get(3).asInt())
                    .plusMinutes(in.get(4).asInt())
                    .plusSeconds((long) Math.floor(in.get(5).asDouble()));
        } catch (DateTimeException outOfRange) {
            throw new JsonQueryException("the broken-down time is out of range");
        }
    }

    private static ArrayNode brokenDown(LocalDateTime time, double seconds) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        parts.add(time.getYear()).add(time.getMonthValue() - 1).add(time.getDayOfMonth());
        parts.add(time.getHour()).add(time.getMinute());
        double fraction = seconds - Math.floor(seconds);
        if (fraction == 0) {
            parts.add(time.getSecond());
        } else {
            parts.add(time.getSecond() + fraction);
        }
        return parts.add(time.getDayOfWeek().getValue() % 7).add(time.getDayOfYear() - 1);
    }
}
