package io.millrace.audit.http;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.Progress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Lets reads follow writes: a request that says which input its caller has seen accepted waits, for a short time, until
 * the history has applied that input.
 */
final class SeenPosition {
    /** Header: partition and offset of run-inputs. */
    static final String HEADER = "X-Millrace-Seen";

    private static final Pattern FORM = Pattern.compile("(\\d{1,5}):(\\d{1,18})");
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration SLICE = Duration.ofMillis(100);

    private final RunHistory history;
    private final Progress progress;
    private final Audience audience;

    SeenPosition(RunHistory history, Progress progress, Audience audience) {
        this.history = history;
        this.progress = progress;
        this.audience = audience;
    }

    /**
     * Waits at most two seconds; then the request is answered with what there is.
     *
     * @return false when the caller has seen more than the history has applied by then
     * @throws ProblemException 400 when the header cannot be read
     */
    boolean await(ServerRequest request) throws InterruptedException {
        String header = request.headers().firstHeader(HEADER);
        if (header == null) {
            return true;
        }
        Matcher seen = FORM.matcher(header);
        if (!seen.matches()) {
            throw ProblemException.badRequest(HEADER + " must be <partition>:<offset>.");
        }
        int partition = Integer.parseInt(seen.group(1));
        long offset = Long.parseLong(seen.group(2));
        try (Audience.Seat _ = audience.join()) {
            // Another instance may read this partition; then only the database knows.
            long slices = LONGEST.dividedBy(SLICE);
            while (slices > 0
                    && progress.input(partition).orElse(-1) < offset
                    && history.inputApplied(partition).orElse(-1) < offset
                    && !progress.await(partition, offset, SLICE)) {
                slices--;
            }
            return slices > 0;
        }
    }
}
