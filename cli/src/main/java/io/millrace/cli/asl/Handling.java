package io.millrace.cli.asl;

import io.millrace.cli.dsl.Attempts;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.source.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a state does about errors. */
final class Handling {

    private static final int MOST_RETRIES = 1_000_000;
    private static final Jq ERROR = Surroundings.errorOutput("Error", "Cause");

    private Handling() {}

    /**
     * Reads {@code Retry} and {@code Catch}.
     *
     * @param then what a name of a state is in {@code then}
     */
    static Attempts of(DataRules rules, ErrorNames names, Function<Field, String> then) {
        List<Attempts.Retry> retries = new ArrayList<>();
        List<Attempts.Catch> catches = new ArrayList<>();
        rules.state().get("Retry").ifPresent(list -> {
            list.elements().forEach(rule -> retries.add(retry(rule, names)));
            if (list.node().size() > 1) {
                list.different("Each rule counts its retries anew after a retry of a later rule; with Amazon every rule"
                        + " counts over the whole state.");
            }
        });
        rules.state()
                .get("Catch")
                .ifPresent(list -> list.elements().forEach(rule -> catches.add(caught(rule, rules, names, then))));
        return new Attempts(retries, catches);
    }

    private static Attempts.Retry retry(Field rule, ErrorNames names) {
        double factor = rule.get("BackoffRate")
                .flatMap(Field::number)
                .map(BigDecimal::doubleValue)
                .orElse(2.0);
        if (factor < 1 || factor > 1000) {
            rule.peek("BackoffRate")
                    .ifPresent(
                            field -> field.lost("`BackoffRate` must lie between 1 and 1000; 2 stands in its place."));
            factor = 2;
        }
        boolean jitter = rule.text("JitterStrategy").orElse("NONE").equals("FULL");
        if (jitter) {
            rule.peek("JitterStrategy")
                    .ifPresent(field -> field.different("The jitter is added to the pause, at most one interval; with"
                            + " Amazon the whole pause is drawn between zero and its length."));
        }
        return new Attempts.Retry(
                names.tests(rule),
                rule.number("IntervalSeconds").orElse(BigDecimal.ONE),
                factor,
                rule.number("MaxDelaySeconds"),
                count(rule),
                jitter);
    }

    private static int count(Field rule) {
        Optional<BigDecimal> count = rule.number("MaxAttempts");
        if (count.isPresent() && count.get().compareTo(BigDecimal.valueOf(MOST_RETRIES)) > 0) {
            rule.peek("MaxAttempts")
                    .ifPresent(field -> field.different("At most " + MOST_RETRIES + " retries are made."));
            return MOST_RETRIES;
        }
        return count.map(BigDecimal::intValue).orElse(3);
    }

    private static Attempts.Catch caught(Field rule, DataRules rules, ErrorNames names, Function<Field, String> then) {
        Surroundings place =
                rules.place(Surroundings.ofInput(rules.state().name())).withError(ERROR);
        Value output = rules.isJsonata()
                ? rule.get("Output")
                        .map(field -> rules.templates().template(field, place))
                        .orElse(new Value.Computed(ERROR))
                : new Value.Computed(DataRules.merged(rule, ERROR, Jq.DATA));
        // With JSONPath the error is what `$` means here.
        Surroundings assigning = rules.isJsonata() ? place : place.withInput(ERROR);
        Optional<Value> variables =
                rule.get("Assign").map(field -> rules.templates().template(field, assigning));
        if (!rule.has("Next")) {
            rule.different("The rule does not say where to go on; it ends here.");
        }
        String target = rule.get("Next").map(then).orElse("exit");
        return new Attempts.Catch(names.tests(rule), output, variables, target);
    }
}
