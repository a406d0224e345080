package io.millrace.workflow.expression;

import java.util.List;

/** A text is not an expression that could ever be evaluated where it stands. */
public final class InvalidExpression extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    InvalidExpression(List<String> reasons) {
        super(String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    InvalidExpression(String reason) {
        this(List.of(reason));
    }

    /** What is wrong, one full sentence each; at least one. */
    public List<String> reasons() {
        return reasons;
    }
}
