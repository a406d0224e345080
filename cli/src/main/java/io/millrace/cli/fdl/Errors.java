package io.millrace.cli.fdl;

import io.millrace.cli.dsl.Attempts;
import io.millrace.cli.dsl.ErrorTest;
import io.millrace.cli.source.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is tried again, and which errors are meant.
 *
 * @param raised the names that the definition's own states raise
 */
record Errors(Set<String> raised) {

    private static final int MOST_RETRIES = 1_000_000;

    /** The words of a dialect. */
    record Words(String errors, String interval, String count, String factor, String longest, double usualFactor) {

        static final Words OF_STATES =
                new Words("Errors", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxBackoffSeconds", 1);
        static final Words OF_STEPS =
                new Words("errors", "intervalSeconds", "maxAttempts", "multiplier", "maxIntervalSeconds", 2);
    }

    List<Attempts.Retry> retries(Optional<Field> list, Words words) {
        List<Attempts.Retry> retries = new ArrayList<>();
        list.ifPresent(field -> {
            field.elements().forEach(rule -> retries.add(retry(rule, words)));
            if (retries.size() > 1) {
                field.different("Each rule counts its retries anew after a retry of a later rule.");
            }
        });
        return retries;
    }

    private Attempts.Retry retry(Field rule, Words words) {
        double factor = rule.number(words.factor()).map(BigDecimal::doubleValue).orElse(words.usualFactor());
        if (factor < 1 || factor > 1000) {
            rule.peek(words.factor())
                    .ifPresent(
                            field -> field.lost("The factor must lie between 1 and 1000; 1 stands in" + " its place."));
            factor = 1;
        }
        BigDecimal count = rule.number(words.count()).orElse(BigDecimal.valueOf(3));
        if (count.intValue() > MOST_RETRIES) {
            rule.peek(words.count())
                    .ifPresent(field -> field.different("At most " + MOST_RETRIES + " retries are made."));
        }
        return new Attempts.Retry(
                tests(rule, words),
                rule.number(words.interval()).orElse(BigDecimal.ONE),
                factor,
                rule.number(words.longest()),
                count.min(BigDecimal.valueOf(MOST_RETRIES)).intValue(),
                false);
    }

    List<ErrorTest> tests(Field rule, Words words) {
        List<ErrorTest> tests = new ArrayList<>();
        rule.get(words.errors())
                .ifPresent(names ->
                        names.elements().forEach(name -> name.text().ifPresent(text -> tests.add(test(name, text)))));
        return tests.isEmpty() ? List.of(new ErrorTest.Title("")) : tests;
    }

    private ErrorTest test(Field field, String name) {
        return switch (name) {
            case "FnF.ALL" -> new ErrorTest.Every();
            case "FnF.TaskTimeout", "FnF.Timeout" -> new ErrorTest.Standard("timeout");
            default -> {
                if (!raised.contains(name)) {
                    field.different("`" + name + "` is compared with the title of an error: the function that is called"
                            + " has to answer with problem details (RFC 9457) of this title.");
                }
                yield new ErrorTest.Title(name);
            }
        };
    }
}
