package io.millrace.workflow.program;

/** The kinds of work a call task hands to an executor. */
public enum CallKind {
    /**
     * An HTTP request. Arguments: {@code method} (upper case), {@code endpoint} (absolute URI with its templates
     * filled in), {@code headers}, {@code query}, {@code body} (each only if given), {@code output} ({@code content},
     * {@code response} or {@code raw}), {@code redirect} (whether a 3xx answer is taken as it is instead of an error).
     */
    HTTP,
    /** A function of the platform. Arguments: {@code function} (its name) and {@code input} (an object). */
    FUNCTION
}
