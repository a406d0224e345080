package io.millrace.cli.expression;

/** An expression that has no counterpart in jq. The message is a part of a sentence that says why. */
public final class Untranslatable extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason a main clause without a full stop
     */
    public Untranslatable(String reason) {
        super(reason, null, false, false);
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
