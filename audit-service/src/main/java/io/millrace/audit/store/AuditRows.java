package io.millrace.audit.store;

import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.RunId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the tables audit_records and audit_ids. */
final class AuditRows {
    private static final int ROWS_AT_ONCE = 1_000;
    /** H2 holds 1,048,576 bytes in a binary column. */
    private static final int LARGE = 1_000_000;

    private static final String INSERT = "insert into audit_records (place, tenant, kind, recorded_at, actor, run,"
            + " run_input, id, payload, large_payload) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate sql;

    AuditRows(JdbcTemplate sql) {
        this.sql = sql;
    }

    void insert(List<AuditEntry> entries) {
        sql.batchUpdate(INSERT, entries, ROWS_AT_ONCE, AuditRows::fill);
        List<Object[]> ids = new ArrayList<>();
        for (AuditEntry entry : entries) {
            if (entry.runInput().isEmpty()) {
                ids.add(new Object[] {SqlText.storable(entry.audit().getId())});
            }
        }
        if (!ids.isEmpty()) {
            sql.batchUpdate("insert into audit_ids (id) values (?)", ids);
        }
    }

    /** The entries that are not yet in the tables; of several about the same thing only the first. */
    List<AuditEntry> withoutKnown(List<AuditEntry> entries) {
        Set<Object> taken = new HashSet<>();
        List<AuditEntry> fresh = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            OptionalLong input = entry.runInput();
            Object identity = input.isPresent()
                    ? List.of(String.valueOf(entry.audit().getRunId()), input.getAsLong())
                    : SqlText.storable(entry.audit().getId());
            if (taken.add(identity) && !known(entry)) {
                fresh.add(entry);
            }
        }
        return fresh;
    }

    private boolean known(AuditEntry entry) {
        OptionalLong input = entry.runInput();
        RunId run = runOf(entry.audit());
        return (input.isPresent() && run != null)
                ? exists("select 1 from audit_records where run = ? and run_input = ?", uuid(run), input.getAsLong())
                : exists(
                        "select 1 from audit_ids where id = ?",
                        SqlText.storable(entry.audit().getId()));
    }

    private boolean exists(String query, Object... values) {
        return !sql.query(query, (row, number) -> 1, values).isEmpty();
    }

    private static void fill(PreparedStatement row, AuditEntry entry) throws SQLException {
        AuditRecord audit = entry.audit();
        OptionalLong input = entry.runInput();
        boolean large = entry.value().length > LARGE;
        row.setLong(1, entry.packedPlace());
        row.setString(2, SqlText.storable(audit.getTenant()));
        row.setString(3, SqlText.storable(audit.getKind()));
        row.setLong(4, audit.getTime().toEpochMilli());
        row.setString(5, SqlText.storable(audit.getActor()));
        row.setObject(6, uuidOrNull(runOf(audit)));
        if (input.isPresent()) {
            row.setLong(7, input.getAsLong());
            row.setNull(8, Types.VARCHAR);
        } else {
            row.setNull(7, Types.BIGINT);
            row.setString(8, SqlText.storable(audit.getId()));
        }
        row.setBytes(9, large ? null : entry.value());
        row.setBytes(10, large ? entry.value() : null);
    }

    private static @Nullable RunId runOf(AuditRecord audit) {
        return audit.getRunId() == null ? null : RunId.parse(audit.getRunId());
    }

    private static @Nullable UUID uuidOrNull(@Nullable RunId run) {
        return run == null ? null : uuid(run);
    }

    static UUID uuid(RunId run) {
        return new UUID(run.high(), run.low());
    }

    static RunId run(UUID uuid) {
        return new RunId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}
