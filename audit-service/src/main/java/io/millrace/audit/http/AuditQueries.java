package io.millrace.audit.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.audit.history.AuditJson;
import io.millrace.audit.history.AuditQuery;
import io.millrace.audit.history.JsonText;
import io.millrace.audit.history.Page;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.http.Answers.PageAnswer;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditRecord;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers queries about audit records. */
final class AuditQueries {
    private final RunHistory history;
    private final Gate gate;
    private final SeenPosition seen;
    private final Values values;
    private final Blocking blocking;

    /** A record, already written as JSON. */
    record RecordAnswer(@JsonValue @JsonRawValue String json) {}

    AuditQueries(RunHistory history, Gate gate, SeenPosition seen, Values values, Blocking blocking) {
        this.history = history;
        this.gate = gate;
        this.seen = seen;
        this.values = values;
        this.blocking = blocking;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        String tenant = gate.tenant(request);
        AuditQuery query = new Query(request).audit();
        return blocking.call(() -> {
                    seen.await(request);
                    Page<AuditEntry> page = history.entries(tenant, query);
                    FullValues full = values.list(tenant);
                    return new PageAnswer<>(
                            page.items().stream()
                                    .map(entry -> record(entry.audit(), full))
                                    .toList(),
                            page.more() ? Query.cursor(last(page.items())) : null);
                })
                .flatMap(RunQueries::json);
    }

    /** A record with its values in it; a value that is left out stands there as the claim that it is. */
    static RecordAnswer record(AuditRecord audit, FullValues values) {
        return new RecordAnswer(AuditJson.of(audit, text -> {
            String json = values.json(text);
            return json == null ? String.valueOf(JsonText.embeddable(text)) : json;
        }));
    }

    private static AuditQuery.After last(List<AuditEntry> entries) {
        AuditEntry last = entries.getLast();
        return new AuditQuery.After(last.audit().getTime(), last.packedPlace());
    }
}
