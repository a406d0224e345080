package io.millrace.cli.http;

import io.millrace.cli.report.Problem;
import org.jspecify.annotations.Nullable;

/** The server refused a request. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable String document;

    /**
     * @param problem why
     * @param document name of the document that was sent, or null when there was none
     */
    public Refused(Problem problem, @Nullable String document) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.document = document;
    }

    /** HTTP status; 0 when it was told inside a stream. */
    public int status() {
        return problem.status();
    }

    /** What happened, where, and what to do: one or more lines for people. */
    public String text() {
        return problem.text(document);
    }
}
