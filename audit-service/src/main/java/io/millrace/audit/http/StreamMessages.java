package io.millrace.audit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.audit.history.EventTypes;
import io.millrace.audit.history.HistoryFold;
import io.millrace.audit.history.HistoryItem;
import io.millrace.audit.http.Answers.ErrorAnswer;
import io.millrace.audit.http.Answers.ItemAnswer;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;

/**
 * Turns the audit records of one run into the messages of a stream: {@code history} for every task that began, changed
 * or ended, {@code run} when the run's status changed. A reader that has seen a message's id has seen everything up to
 * it.
 */
final class StreamMessages {
    private static final String HISTORY = "history";
    private static final String RUN = "run";
    private static final String AUDIT = "audit";

    private final HistoryFold fold = new HistoryFold();
    private @Nullable String status;

    record ItemMessage(
            String run, int position, @JsonUnwrapped ItemAnswer item) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunMessage(
            String id,
            @Nullable String workflow,
            @Nullable String version,
            String status,
            String time,
            @JsonRawValue @Nullable String output,
            @Nullable ErrorAnswer error,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> omitted) {}

    /** The messages that follow from the run's next record; the last one carries the id. */
    List<ServerSentEvent<Object>> of(AuditRecord audit, FullValues values, String id) {
        List<ServerSentEvent.Builder<Object>> messages = new ArrayList<>();
        String run = String.valueOf(audit.getRunId());
        for (HistoryItem item : fold.apply(audit)) {
            messages.add(message(HISTORY, new ItemMessage(run, item.position(), ItemAnswer.of(item, values))));
        }
        boolean moved = audit.getOutcome() == Outcome.ACCEPTED && !Objects.equals(status, audit.getStatus());
        if (moved && audit.getStatus() != null) {
            status = audit.getStatus();
            messages.add(message(RUN, runMessage(run, audit, audit.getStatus(), values)));
        }
        return identified(messages, id);
    }

    /** The message about a record that is not about an input of a run. */
    static List<ServerSentEvent<Object>> ofAct(AuditRecord audit, FullValues values, String id) {
        return identified(List.of(message(AUDIT, AuditQueries.record(audit, values))), id);
    }

    private static RunMessage runMessage(String run, AuditRecord audit, String status, FullValues values) {
        String output = null;
        ErrorAnswer error = null;
        for (AuditEvent event : audit.getEvents()) {
            switch (event.getType()) {
                case EventTypes.RUN_COMPLETED -> output = values.json(event.getOutput());
                case EventTypes.RUN_FAULTED -> error = ErrorAnswer.of(event.getError());
                default -> {
                    // Only the end of a run has an output or an error.
                }
            }
        }
        return new RunMessage(
                run,
                audit.getWorkflow(),
                audit.getVersion(),
                status,
                audit.getTime().toString(),
                output,
                error,
                values.omitted());
    }

    private static ServerSentEvent.Builder<Object> message(String event, Object content) {
        return ServerSentEvent.builder(content).event(event);
    }

    private static List<ServerSentEvent<Object>> identified(List<ServerSentEvent.Builder<Object>> messages, String id) {
        if (!messages.isEmpty()) {
            messages.getLast().id(id);
        }
        return messages.stream().map(ServerSentEvent.Builder::build).toList();
    }
}
