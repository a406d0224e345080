package io.millrace.workflow.expression;

import io.millrace.workflow.program.Expression;
import java.util.Optional;
import java.util.Set;

/** Turns texts into expressions. */
public final class Expressions {

    /** The longest expression accepted, in characters. */
    public static final int LONGEST = 32_768;

    private final DeepStack deepStack;

    /**
     * @param deepStack used by the expressions for as long as they live
     */
    public Expressions(DeepStack deepStack) {
        this.deepStack = deepStack;
    }

    /**
     * Compiles a jq 1.7 program.
     *
     * <p>Beyond what jackson-jq offers there are jq's date functions, and the generators of jq run without recursion.
     * {@code now} is the time the variables give ({@link io.millrace.workflow.program.Variables#NOW}); {@code env},
     * {@code input} and modules do not exist. Regular expressions have no look-around and no back-references, because
     * these can take unbounded time.
     *
     * @param jq the program, without {@code ${ }}
     * @param variables the {@code $names} that exist where the expression stands, without {@code $}
     * @throws InvalidExpression if it is not jq, or uses a function or a variable that does not exist
     */
    public Expression compile(String jq, Set<String> variables) throws InvalidExpression {
        return compile(jq, variables, Set.of());
    }

    /**
     * As {@link #compile(String, Set)}.
     *
     * @param secrets the names that may follow {@code $secrets}
     */
    public Expression compile(String jq, Set<String> variables, Set<String> secrets) throws InvalidExpression {
        if (jq.isBlank()) {
            throw new InvalidExpression("The expression is empty.");
        }
        if (jq.length() > LONGEST) {
            throw new InvalidExpression(
                    "The expression is " + jq.length() + " characters long; at most " + LONGEST + " are allowed.");
        }
        Optional<PathExpression> path = PathExpression.of(jq, variables);
        return path.isPresent() ? path.get() : JqExpression.compile(jq, variables, secrets, deepStack);
    }

    /**
     * Takes the jq program out of a text written as {@code ${ program }}. Only a text that is nothing else, but for
     * white space around it, is an expression.
     */
    public static Optional<String> embedded(String text) {
        String stripped = text.strip();
        return stripped.startsWith("${") && stripped.endsWith("}")
                ? Optional.of(stripped.substring(2, stripped.length() - 1).strip())
                : Optional.empty();
    }
}
