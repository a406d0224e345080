package io.millrace.audit.http;

import io.millrace.audit.history.HistoryFold;
import io.millrace.audit.history.HistoryWindow;
import io.millrace.audit.history.Page;
import io.millrace.audit.history.RetryPoints;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.RunQuery;
import io.millrace.audit.history.RunView;
import io.millrace.audit.http.Answers.ItemAnswer;
import io.millrace.audit.http.Answers.PageAnswer;
import io.millrace.audit.http.Answers.PointAnswer;
import io.millrace.audit.http.Answers.PointsAnswer;
import io.millrace.audit.http.Answers.RunAnswer;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
    private final Values values;
    private final Blocking blocking;

    RunQueries(RunHistory history, Gate gate, SeenPosition seen, Values values, Blocking blocking) {
        this.history = history;
        this.gate = gate;
        this.seen = seen;
        this.values = values;
        this.blocking = blocking;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunQuery query = new Query(request).runs();
        return blocking.call(() -> {
                    seen.await(request);
                    Page<RunView> page = history.runs(tenant, query);
                    FullValues full = values.all(tenant);
                    return new PageAnswer<>(
                            page.items().stream()
                                    .map(run -> RunAnswer.of(run, full))
                                    .toList(),
                            page.more() ? Query.cursor(last(page.items())) : null);
                })
                .flatMap(RunQueries::json);
    }

    Mono<ServerResponse> one(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = run(request);
        return blocking.call(() -> {
                    boolean reached = seen.await(request);
                    Optional<RunAnswer> found =
                            history.run(tenant, run).map(view -> RunAnswer.of(view, values.all(tenant)));
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
                    FullValues full = values.all(tenant);
                    return new PageAnswer<>(
                            window.items().stream()
                                    .map(item -> ItemAnswer.of(item, full))
                                    .toList(),
                            next.isPresent() ? Query.cursor(next.getAsInt()) : null);
                })
                .flatMap(RunQueries::json);
    }

    /** For the gateway: at which places a run can be retried from a task, and what the task had there. */
    Mono<ServerResponse> retryPoints(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = run(request);
        RetryPoints points = new RetryPoints(new Query(request).task());
        return blocking.call(() -> {
                    seen.await(request);
                    if (!history.exists(tenant, run)) {
                        throw ProblemException.notFound();
                    }
                    read(tenant, run, points::apply, () -> false);
                    return new PointsAnswer(
                            points.points().stream().map(PointAnswer::of).toList());
                })
                .flatMap(RunQueries::json);
    }

    private void fold(String tenant, RunId run, HistoryWindow window) {
        HistoryFold fold = new HistoryFold();
        read(tenant, run, audit -> window.take(fold.apply(audit)), window::complete);
    }

    private void read(String tenant, RunId run, Consumer<AuditRecord> reader, BooleanSupplier enough) {
        long behind = -1;
        List<AuditEntry> entries;
        do {
            entries = history.entriesOf(tenant, run, behind, ENTRIES_AT_ONCE);
            for (AuditEntry entry : entries) {
                reader.accept(entry.audit());
                behind = entry.runInput().orElse(behind);
            }
        } while (entries.size() == ENTRIES_AT_ONCE && !enough.getAsBoolean());
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
