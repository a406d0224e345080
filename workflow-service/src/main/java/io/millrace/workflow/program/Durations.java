package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads durations as the language writes them: an object of {@code days, hours, minutes, seconds, milliseconds}, or an
 * ISO-8601 text such as {@code PT1H30M}.
 */
public final class Durations {

    /** The longest duration accepted, which keeps every due time far inside what a timestamp can hold. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Map<String, Long> MILLIS_PER_UNIT =
            Map.of("days", 86_400_000L, "hours", 3_600_000L, "minutes", 60_000L, "seconds", 1_000L, "milliseconds", 1L);
    private static final Pattern YEARS_OR_MONTHS = Pattern.compile("P[^T]*[YM].*");
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,5})W");
    private static final int LONGEST_TEXT = 64;

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return zero up to {@link #LONGEST}, in whole milliseconds (fractions are rounded up)
     * @throws ExpressionException if it is not a duration; the message says why
     */
    public static Duration of(JsonNode value) {
        Duration duration = value.isObject() ? ofUnits(value) : ofText(value);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new ExpressionException("The duration " + value + " is out of range: it must lie between zero and "
                    + LONGEST.toDays() + " days.");
        }
        return duration;
    }

    private static Duration ofUnits(JsonNode value) {
        if (value.isEmpty()) {
            throw new ExpressionException(
                    "A duration needs at least one of days, hours, minutes, seconds, milliseconds.");
        }
        BigDecimal millis = BigDecimal.ZERO;
        for (Map.Entry<String, JsonNode> unit : value.properties()) {
            Long factor = MILLIS_PER_UNIT.get(unit.getKey());
            if (factor == null) {
                throw new ExpressionException("A duration has no `" + unit.getKey()
                        + "`; its units are days, hours, minutes, seconds, milliseconds.");
            }
            JsonNode amount = unit.getValue();
            // Compared as double first: an exact sum of 1e999999999 would take all memory.
            if (!amount.isNumber() || !(Math.abs(amount.asDouble()) < 1e15)) {
                throw new ExpressionException(
                        "The `" + unit.getKey() + "` of a duration must be a number, but it is " + amount + ".");
            }
            BigDecimal bounded =
                    amount.isIntegralNumber() ? amount.decimalValue() : BigDecimal.valueOf(amount.asDouble());
            millis = millis.add(bounded.multiply(BigDecimal.valueOf(factor)));
        }
        BigDecimal whole = millis.setScale(0, RoundingMode.CEILING);
        return whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? LONGEST.plusDays(1)
                : Duration.ofMillis(whole.longValueExact());
    }

    private static Duration ofText(JsonNode value) {
        if (!value.isTextual()) {
            throw new ExpressionException(
                    "A duration is an object such as {\"seconds\": 30} or a text such as \"PT30S\", but" + " this is "
                            + kind(value) + ".");
        }
        String text = value.textValue().strip();
        if (text.length() <= LONGEST_TEXT) {
            if (YEARS_OR_MONTHS.matcher(text).matches()) {
                throw new ExpressionException("The duration \"" + text
                        + "\" counts years or months, whose length varies; say it in days or hours.");
            }
            try {
                var weeks = WEEKS.matcher(text);
                Duration duration =
                        weeks.matches() ? Duration.ofDays(7 * Long.parseLong(weeks.group(1))) : Duration.parse(text);
                Duration millis = Duration.ofMillis(duration.toMillis());
                return duration.compareTo(millis) > 0 ? millis.plusMillis(1) : millis;
            } catch (DateTimeException | ArithmeticException notIso) {
                throw notADuration(text);
            }
        }
        throw notADuration(text.substring(0, LONGEST_TEXT) + "…");
    }

    private static ExpressionException notADuration(String text) {
        return new ExpressionException(
                "\"" + text + "\" is not a duration; write an ISO 8601 duration such as \"PT30S\","
                        + " \"PT1H30M\" or \"P2D\", or an object such as {\"minutes\": 5}.");
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "null";
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number without a unit";
            case BINARY, OBJECT, POJO, STRING -> "something else";
        };
    }
}
