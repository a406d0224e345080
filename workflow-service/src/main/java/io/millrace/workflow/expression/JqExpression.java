package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled jq program.
 *
 * @param text as it was written
 * @param program metered
 * @param variables the names it reads and does not bind itself
 * @param deepStack for the few evaluations that recurse deeply
 */
record JqExpression(String text, net.thisptr.jackson.jq.Expression program, List<String> variables, DeepStack deepStack)
        implements Expression {

    /** Nodes entered within one another that fit on what is left of any thread's stack, several times. */
    private static final int SHALLOW = 250;

    /** Nodes entered within one another that are allowed at all; they fit on a {@link DeepStack}. */
    static final int DEEPEST = 10_000;

    private static final int LONGEST_QUOTE = 120;

    static JqExpression compile(String jq, Set<String> variables, Set<String> secrets, DeepStack deepStack)
            throws InvalidExpression {
        Syntax.Parsed parsed;
        try {
            parsed = Syntax.parse(jq);
        } catch (StackOverflowError nested) {
            throw new InvalidExpression("The expression is nested too deeply.");
        }
        Metering.Names names = parsed.names();
        List<String> reasons = new ArrayList<>(UnknownNames.of(names, variables, secrets));
        if (!names.modules().isEmpty()) {
            reasons.add("Modules cannot be imported; define what you need with `def`.");
        }
        if (!reasons.isEmpty()) {
            throw new InvalidExpression(reasons);
        }
        Set<String> asked = new TreeSet<>(names.variables());
        asked.retainAll(variables);
        return new JqExpression(jq.strip(), parsed.program(), List.copyOf(asked), deepStack);
    }

    @Override
    public JsonNode evaluate(JsonNode current, Variables values) {
        Scope scope = Builtins.newScope();
        for (String name : variables) {
            JsonNode value = values.get(name);
            if (value == null) {
                throw missing(text, name);
            }
            scope.setValue(name, value);
        }
        Budget budget = Budget.current();
        long before = budget.left();
        try {
            return run(current, scope, new Meter(values, budget, SHALLOW, true));
        } catch (Meter.NeedsDeeperStack | StackOverflowError deeper) {
            // From the start again: nothing but the result leaves an evaluation.
            budget.restore(before);
            return runDeeply(current, scope, new Meter(values, budget, DEEPEST, false));
        }
    }

    private JsonNode runDeeply(JsonNode current, Scope scope, Meter meter) {
        try {
            return deepStack.call(() -> run(current, scope, meter));
        } catch (StackOverflowError notDeepEnough) {
            throw failed("The expression recurses too deeply.");
        }
    }

    private JsonNode run(JsonNode current, Scope scope, Meter meter) {
        Results results = new Results();
        try {
            ScopedValue.where(Meter.CURRENT, meter).call(() -> {
                program.apply(Scope.newChildScope(scope), current, results.list::add);
                return null;
            });
            return results.value(meter);
        } catch (JsonQueryException refused) {
            throw failed(String.valueOf(refused.getMessage()));
        } catch (ExpressionException exceeded) {
            throw failed(exceeded.getMessage());
        } catch (Meter.NeedsDeeperStack deeper) {
            throw deeper;
        } catch (RuntimeException unexpected) {
            // The library lets some errors of values through as errors of Java.
            throw failed(unexpected.getClass().getSimpleName() + ": " + unexpected.getMessage());
        }
    }

    private ExpressionException failed(@Nullable String reason) {
        return new ExpressionException("`" + quote(text) + "` failed: " + reason);
    }

    static ExpressionException missing(String text, String variable) {
        return new ExpressionException("`" + quote(text) + "` failed: $" + variable + " has no value here.");
    }

    private static String quote(String text) {
        String line = text.lines().map(String::strip).collect(Collectors.joining(" "));
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static final class Results {

        private final List<JsonNode> list = new ArrayList<>(1);

        JsonNode value(Meter meter) {
            JsonNode value = switch (list.size()) {
                case 0 -> NullNode.getInstance();
                case 1 -> list.getFirst();
                default -> {
                    ArrayNode all = JsonNodeFactory.instance.arrayNode(list.size());
                    all.addAll(list);
                    yield all;
                }
            };
            meter.weigh(value);
            return FiniteNumbers.in(value);
        }
    }
}
