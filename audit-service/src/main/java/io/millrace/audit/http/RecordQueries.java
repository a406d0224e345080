package io.millrace.audit.http;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.schemas.RunId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers the gateway with everything that is recorded of a run, so that it can be played once more: the audit records
 * of its inputs, each as its bytes stand in the log behind their number in four bytes.
 */
final class RecordQueries {
    private static final int ENTRIES_AT_ONCE = 500;
    /** Bytes of a run's records at most; of a larger one the inputs would fit no record for the engine anyway. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final RunHistory history;
    private final Gate gate;
    private final SeenPosition seen;
    private final Blocking blocking;

    RecordQueries(RunHistory history, Gate gate, SeenPosition seen, Blocking blocking) {
        this.history = history;
        this.gate = gate;
        this.seen = seen;
        this.blocking = blocking;
    }

    Mono<ServerResponse> of(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = RunQueries.run(request);
        return blocking.call(() -> {
                    seen.await(request);
                    if (!history.exists(tenant, run)) {
                        throw ProblemException.notFound();
                    }
                    return records(tenant, run);
                })
                .flatMap(records -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .bodyValue(records));
    }

    private byte[] records(String tenant, RunId run) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        long behind = -1;
        List<AuditEntry> entries;
        do {
            entries = history.entriesOf(tenant, run, behind, ENTRIES_AT_ONCE);
            for (AuditEntry entry : entries) {
                records.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(entry.value().length)
                        .array());
                records.writeBytes(entry.value());
                behind = entry.runInput().orElse(behind);
            }
            if (records.size() > LARGEST) {
                throw new ProblemException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "The run has more than " + LARGEST + " bytes of records. Read its history instead.");
            }
        } while (entries.size() == ENTRIES_AT_ONCE);
        return records.toByteArray();
    }
}
