package io.millrace.audit.lake;

import io.millrace.audit.history.AuditJson;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.LogPosition;
import io.millrace.records.Problem;
import io.millrace.records.Rejection;
import io.millrace.records.Usage;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** Shapes an audit record into a row of the table; the order of values is the order of {@link AuditColumns}. */
final class RowShape {
    private final String topic;
    private final GenericRecord row = GenericRecord.create(AuditColumns.SCHEMA);
    private final GenericRecord eventRow = GenericRecord.create(AuditColumns.EVENT_SCHEMA);

    RowShape(String topic) {
        this.topic = topic;
    }

    Record of(AuditEntry entry) {
        AuditRecord audit = entry.audit();
        Rejection rejection = audit.getRejection();
        LogPosition position = audit.getPosition();
        Usage usage = audit.getUsage();
        Values values = new Values(row.copy());
        values.add(audit.getId());
        values.add(audit.getTenant());
        values.add(audit.getKind());
        values.add(audit.getTime().atOffset(ZoneOffset.UTC));
        values.add(audit.getActor());
        values.add(audit.getOutcome().name());
        values.add(rejection == null ? null : rejection.getCode());
        values.add(rejection == null ? null : rejection.getReason());
        values.add(audit.getRunId());
        values.add(audit.getWorkflow());
        values.add(audit.getVersion());
        values.add(audit.getStatus());
        values.add(topic);
        values.add(entry.partition());
        values.add(entry.offset());
        values.add(position == null ? null : position.getTopic());
        values.add(position == null ? null : position.getPartition());
        values.add(position == null ? null : position.getOffset());
        values.add(usage == null ? null : usage.getInputs());
        values.add(usage == null ? null : usage.getTasks());
        values.add(usage == null ? null : usage.getSteps());
        values.add(usage == null ? null : usage.getStepMillis());
        values.add(audit.getCorrelationId());
        values.add(audit.getCausationId());
        values.add(audit.getInput() == null ? null : AuditJson.ofPayload(audit.getInput()));
        values.add(events(audit.getEvents()));
        values.add(audit.getDetail());
        return values.row;
    }

    private List<Record> events(List<AuditEvent> events) {
        List<Record> rows = new ArrayList<>(events.size());
        for (AuditEvent event : events) {
            Problem error = event.getError();
            Values values = new Values(eventRow.copy());
            values.add(event.getType());
            values.add(event.getTask());
            values.add(event.getPointer());
            values.add(event.getPosition());
            values.add(event.getAttempt());
            values.add(event.getIteration());
            values.add(event.getInput());
            values.add(event.getOutput());
            values.add(error == null ? null : error.getType());
            values.add(error == null ? null : error.getStatus());
            values.add(error == null ? null : error.getTitle());
            values.add(error == null ? null : error.getDetail());
            values.add(event.getDetail());
            rows.add(values.row);
        }
        return rows;
    }

    private static final class Values {
        private final Record row;
        private int next;

        Values(Record row) {
            this.row = row;
        }

        void add(@Nullable Object value) {
            row.set(next++, value);
        }
    }
}
