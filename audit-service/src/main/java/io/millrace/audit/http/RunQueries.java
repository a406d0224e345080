package io.millrace.audit.http;

import io.millrace.audit.history.HistoryFold;
import io.millrace.audit.history.HistoryWindow;
import io.millrace.audit.history.Page;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.RunQuery;
import io.millrace.audit.history.RunView;
import io.millrace.audit.http.Answers.ItemAnswer;
import io.millrace.audit.http.Answers.PageAnswer;
import io.millrace.audit.http.Answers.RunAnswer;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.schemas.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers queries about runs. */
final class RunQueries {
    private static final int ENTRIES_AT_ONCE = 500;
    /** Inputs and outputs of one answer at most, in characters. */
    private static final long LARGEST_ANSWER = 4_000_000;

    private final RunHistory history;
    private final Gate gate;
    private final SeenPosition seen;
    private final Blocking blocking;

    RunQueries(RunHistory history, Gate gate, SeenPosition seen, Blocking blocking) {
        this.history = history;
        this.gate = gate;
        this.seen = seen;
        this.blocking = blocking;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunQuery query = new Query(request).runs();
        return blocking.call(() -> {
                    seen.await(request);
                    Page<RunView> page = history.runs(tenant, query);
                    return new PageAnswer<>(
                            page.items().stream().map(RunAnswer::of).toList(),
                            page.more() ? Query.cursor(last(page.items())) : null);
                })
                .flatMap(RunQueries::json);
    }

    Mono<ServerResponse> one(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = run(request);
        return blocking.call(() -> {
                    boolean reached = seen.await(request);
                    Optional<RunAnswer> found = history.run(tenant, run).map(RunAnswer::of);
                    // The gateway says a position only to the tenant for whose run it appended something there.
                    return reached
                            ? found.orElseThrow(ProblemException::notFound)
                            : found.orElseGet(() -> RunAnswer.pending(run));
                })
                .flatMap(RunQueries::json);
    }

    Mono<ServerResponse> history(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = run(request);
        Query query = new Query(request);
        HistoryWindow window = new HistoryWindow(query.index("cursor"), query.limit(1_000, 10_000), LARGEST_ANSWER);
        return blocking.call(() -> {
                    seen.await(request);
                    if (!history.exists(tenant, run)) {
                        throw ProblemException.notFound();
                    }
                    fold(tenant, run, window);
                    OptionalInt next = window.next();
                    return new PageAnswer<>(
                            window.items().stream().map(ItemAnswer::of).toList(),
                            next.isPresent() ? Query.cursor(next.getAsInt()) : null);
                })
                .flatMap(RunQueries::json);
    }

    private void fold(String tenant, RunId run, HistoryWindow window) {
        HistoryFold fold = new HistoryFold();
        long behind = -1;
        List<AuditEntry> entries;
        do {
            entries = history.entriesOf(tenant, run, behind, ENTRIES_AT_ONCE);
            for (AuditEntry entry : entries) {
                window.take(fold.apply(entry.audit()));
                behind = entry.runInput().orElse(behind);
            }
        } while (entries.size() == ENTRIES_AT_ONCE && !window.complete());
    }

    /** The run that a path names; what is no run id names no run. */
    static RunId run(ServerRequest request) {
        try {
            return RunId.parse(request.pathVariable("run"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound();
        }
    }

    static Mono<ServerResponse> json(Object answer) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(answer);
    }

    private static RunQuery.After last(List<RunView> runs) {
        RunView last = runs.getLast();
        return new RunQuery.After(last.startedAt(), last.run());
    }
}
