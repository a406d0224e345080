package io.millrace.audit.http;

import io.millrace.audit.history.RunCount;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.StatisticsQuery;
import io.millrace.audit.http.Answers.StatisticsAnswer;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers how many runs there were. */
final class StatisticsQueries {
    private final RunHistory history;
    private final Gate gate;
    private final SeenPosition seen;
    private final Blocking blocking;
    private final InstantSource clock;

    StatisticsQueries(RunHistory history, Gate gate, SeenPosition seen, Blocking blocking, InstantSource clock) {
        this.history = history;
        this.gate = gate;
        this.seen = seen;
        this.blocking = blocking;
        this.clock = clock;
    }

    Mono<ServerResponse> runs(ServerRequest request) {
        String tenant = gate.tenant(request);
        StatisticsQuery query = new Query(request).statistics(clock.instant());
        return blocking.call(() -> {
                    seen.await(request);
                    List<RunCount> counts = history.counts(tenant, query, StatisticsQuery.MOST_ITEMS + 1);
                    if (counts.size() > StatisticsQuery.MOST_ITEMS) {
                        throw ProblemException.invalid("The answer would have more than " + StatisticsQuery.MOST_ITEMS
                                + " items: name a workflow, ask for less time or a longer step.");
                    }
                    return StatisticsAnswer.of(query, counts);
                })
                .flatMap(RunQueries::json);
    }
}
