package io.millrace.audit.http;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.Span;
import io.millrace.records.AuditRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.codec.ServerSentEvent;

/** Follows everything that happens to a tenant, from now on or from where the caller has read. Never ends. */
final class TenantStream implements LiveStream {
    private static final int AT_ONCE = 200;
    private static final int RUNS_REMEMBERED = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final RunHistory history;
    private final Values values;
    private final String tenant;
    private final StreamCursor cursor;
    private final Bells.Bell bell;
    private final Map<String, StreamMessages> runs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StreamMessages> eldest) {
            return size() > RUNS_REMEMBERED;
        }
    };

    TenantStream(RunHistory history, Bells bells, Values values, String tenant, StreamCursor cursor) {
        this.history = history;
        this.values = values;
        this.tenant = tenant;
        this.cursor = cursor;
        this.bell = bells.hang(tenant);
    }

    @Override
    public List<ServerSentEvent<Object>> next() throws InterruptedException {
        List<ServerSentEvent<Object>> news = new ArrayList<>();
        boolean looked = false;
        for (Map.Entry<Integer, Long> applied : history.positions().entrySet()) {
            int partition = applied.getKey();
            if (cursor.next(partition) < applied.getValue()) {
                looked = true;
                read(partition, new Span(cursor.next(partition), applied.getValue()), news);
            }
        }
        if (!looked) {
            bell.await(LOOK_AGAIN);
        }
        return news;
    }

    private void read(int partition, Span within, List<ServerSentEvent<Object>> news) {
        List<AuditEntry> entries = history.entriesOf(tenant, partition, within, AT_ONCE);
        FullValues full = values.stream(tenant);
        for (AuditEntry entry : entries) {
            cursor.moveTo(partition, entry.offset() + 1);
            news.addAll(messages(entry, full, cursor.toString()));
            if (full.spent() > Values.LARGEST_BATCH) {
                return;
            }
        }
        if (entries.size() < AT_ONCE) {
            cursor.moveTo(partition, within.next());
        }
    }

    private List<ServerSentEvent<Object>> messages(AuditEntry entry, FullValues full, String id) {
        AuditRecord audit = entry.audit();
        return audit.getRunId() == null || entry.runInput().isEmpty()
                ? StreamMessages.ofAct(audit, full, id)
                : runs.computeIfAbsent(audit.getRunId(), run -> new StreamMessages())
                        .of(audit, full, id);
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {
        bell.close();
    }
}
