package io.millrace.audit.store;

import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.RunId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;

/** Writes the table audit_records. */
final class AuditRows {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final String INSERT = "insert into audit_records"
            + " (place, id, tenant, kind, recorded_at, actor, run, payload) values (?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate sql;

    AuditRows(JdbcTemplate sql) {
        this.sql = sql;
    }

    void insert(List<AuditEntry> entries) {
        sql.batchUpdate(INSERT, entries, ROWS_AT_ONCE, AuditRows::fill);
    }

    /** The entries whose ids are not in the table; of several with one id only the first. */
    List<AuditEntry> withoutKnown(List<AuditEntry> entries) {
        Set<String> known = new HashSet<>();
        String[] ids = entries.stream()
                .map(entry -> SqlText.storable(entry.audit().getId()))
                .toArray(String[]::new);
        PreparedStatementCreator query = connection -> {
            PreparedStatement statement =
                    connection.prepareStatement("select id from audit_records where id = any (?)");
            Array array = connection.createArrayOf("varchar", ids);
            statement.setArray(1, array);
            return statement;
        };
        sql.query(query, row -> {
            known.add(row.getString(1));
        });
        List<AuditEntry> fresh = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            if (known.add(SqlText.storable(entry.audit().getId()))) {
                fresh.add(entry);
            }
        }
        return fresh;
    }

    private static void fill(PreparedStatement row, AuditEntry entry) throws SQLException {
        AuditRecord audit = entry.audit();
        row.setLong(1, entry.packedPlace());
        row.setString(2, SqlText.storable(audit.getId()));
        row.setString(3, SqlText.storable(audit.getTenant()));
        row.setString(4, SqlText.storable(audit.getKind()));
        row.setLong(5, audit.getTime().toEpochMilli());
        row.setString(6, SqlText.storable(audit.getActor()));
        setUuid(row, 7, audit.getRunId() == null ? null : RunId.parse(audit.getRunId()));
        row.setBytes(8, entry.value());
    }

    static void setUuid(PreparedStatement row, int index, @Nullable RunId run) throws SQLException {
        if (run == null) {
            row.setNull(index, Types.OTHER);
        } else {
            row.setObject(index, uuid(run));
        }
    }

    static UUID uuid(RunId run) {
        return new UUID(run.high(), run.low());
    }

    static RunId run(UUID uuid) {
        return new RunId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}
