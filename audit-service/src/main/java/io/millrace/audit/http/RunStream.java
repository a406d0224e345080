package io.millrace.audit.http;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Bells;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.codec.ServerSentEvent;

/** Follows one run to its end. The id of a message is the offset of the input in run-inputs. */
final class RunStream implements LiveStream {
    private static final int AT_ONCE = 200;
    /** Another instance may write the run's records; then no bell rings here. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final RunHistory history;
    private final Values values;
    private final String tenant;
    private final RunId run;
    private final long sent;
    private final Bells.Bell bell;
    private final StreamMessages messages = new StreamMessages();
    private long read = -1;
    private boolean over;
    private boolean ended;

    /**
     * Follows a run.
     *
     * @param sent id of the last message that the caller already has, or -1
     */
    RunStream(RunHistory history, Bells bells, Values values, String tenant, RunId run, long sent) {
        this.history = history;
        this.values = values;
        this.tenant = tenant;
        this.run = run;
        this.sent = sent;
        this.bell = bells.hang(run.toString());
    }

    @Override
    public List<ServerSentEvent<Object>> next() throws InterruptedException {
        List<AuditEntry> entries = history.entriesOf(tenant, run, read, AT_ONCE);
        List<ServerSentEvent<Object>> news = new ArrayList<>();
        FullValues full = values.stream(tenant);
        int told = 0;
        for (AuditEntry entry : entries) {
            AuditRecord audit = entry.audit();
            read = entry.runInput().orElse(read);
            List<ServerSentEvent<Object>> said = messages.of(audit, full, Long.toString(read));
            if (read > sent) {
                news.addAll(said);
            }
            if (audit.getOutcome() == Outcome.ACCEPTED) {
                over = RunStatus.isEnd(audit.getStatus());
            }
            told++;
            if (full.spent() > Values.LARGEST_BATCH) {
                break;
            }
        }
        ended = over && told == entries.size() && told < AT_ONCE;
        if (entries.isEmpty() && !ended) {
            bell.await(LOOK_AGAIN);
        }
        return news;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        bell.close();
    }
}
