package io.millrace.gateway.run;

import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller wants to wait for the end of a run, as the query parameter {@code wait} says it. */
public final class WaitTime {
    /** Nobody waits longer. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

    private WaitTime() {}

    /**
     * Reads the parameter: a whole number with {@code ms}, {@code s} or {@code m}, seconds without. More than
     * {@link #LONGEST} is cut to it.
     *
     * @return zero when nothing is asked
     * @throws Refused as malformed when the text is no such time
     */
    public static Duration parse(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Refused.malformed("The query parameter wait must be a time such as 500ms, 30s or 1m.");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        Duration wait = "ms".equals(unit)
                ? Duration.ofMillis(number)
                : "m".equals(unit) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
