package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.HashMap;
import java.util.Map;
import net.thisptr.jackson.jq.path.ArrayIndexPath;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one evaluation does against a {@link Budget}. A step is one node of the expression entered or one value it
 * puts out; work on whole values costs steps in proportion to their weight.
 */
final class Meter {

    /** The meter of the evaluation that the current thread is in. */
    static final ScopedValue<Meter> CURRENT = ScopedValue.newInstance();

    /** Thrown, without a stack trace, when an evaluation needs more stack than the caller's thread is sure to have. */
    static final class NeedsDeeperStack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NeedsDeeperStack() {
            super(null, null, false, false);
        }
    }

    // Weights are characters of JSON; a step is worth about this many of them.
    static final int CHARACTERS_PER_STEP = 16;
    private static final int PASSED_CHARACTERS_PER_STEP = 64;
    private static final int STEPS_PER_ERROR = 30;
    private static final int MOST_PATTERNS = 64;

    private final Variables variables;
    private final Budget budget;
    private final Weights weights = new Weights();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final int deepest;
    private final boolean mayGoDeeper;
    private int depth;

    /**
     * @param deepest how many nodes may be entered within one another
     * @param mayGoDeeper whether more is a reason for a deeper stack instead of an error
     */
    Meter(Variables variables, Budget budget, int deepest, boolean mayGoDeeper) {
        this.variables = variables;
        this.budget = budget;
        this.deepest = deepest;
        this.mayGoDeeper = mayGoDeeper;
    }

    Variables variables() {
        return variables;
    }

    void enter() {
        charge(1);
        if (depth >= deepest) {
            throw mayGoDeeper
                    ? new NeedsDeeperStack()
                    : new ExpressionException("The expression recurses more than " + deepest + " levels deep.");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    void charge(long steps) {
        budget.charge(steps);
    }

    /** Pays for work on all of a value. */
    void chargeWeight(JsonNode value, int times) {
        charge(1 + weigh(value) * times / CHARACTERS_PER_STEP);
    }

    /** Pays for work that compares every part of one value with every part of another. */
    void chargeProduct(JsonNode one, JsonNode other) {
        int shift = one.isTextual() ? 12 : 8;
        charge(1 + ((weigh(one) * weigh(other)) >> shift));
    }

    /** Pays for a text that is being made, before it is. */
    void chargeText(long length) {
        charge(Weights.checked(length) / CHARACTERS_PER_STEP);
    }

    long weigh(JsonNode value) {
        return weights.of(value);
    }

    /** Pays for a value that a node puts out. */
    void passed(JsonNode value, @Nullable Path path, boolean requirePath, boolean isNew) {
        charge(1);
        if (value.isTextual()) {
            charge(Weights.checked(value.textValue().length()) / PASSED_CHARACTERS_PER_STEP);
        } else if (value.isContainerNode() && (isNew || (requirePath && path == null))) {
            // A value without a path where one is required is about to be written into an error message.
            chargeWeight(value, 1);
        }
        if (path instanceof ArrayIndexPath element && value.isNull()) {
            // Assigning to it would fill the array up to there.
            charge((long) Math.min(Math.abs(element.index.asDouble()), Budget.STEPS * 8d) / 8);
        }
    }

    /** Pays for an error that passes through a node: it may carry a text of the value, and was given a stack trace. */
    void failed(JsonNode in) {
        charge(STEPS_PER_ERROR + depth / 4);
        if (in.isContainerNode()) {
            chargeWeight(in, 1);
        }
    }

    /** A regular expression, compiled once per evaluation. */
    Pattern pattern(String regex, int flags) {
        String key = flags + ":" + regex;
        Pattern known = patterns.get(key);
        if (known != null) {
            return known;
        }
        charge(16 + 4L * regex.length());
        Pattern compiled = RegularExpressions.compile(regex, flags);
        charge(compiled.programSize() / 2);
        if (patterns.size() < MOST_PATTERNS) {
            patterns.put(key, compiled);
        }
        return compiled;
    }
}
