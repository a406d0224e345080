package io.millrace.audit.store;

import io.millrace.audit.history.RunStatus;
import io.millrace.audit.intake.LogPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what is older than the retention, from the oldest on and in pieces so small that writers hardly notice.
 * Records of a run stay until the run has ended and its end is old enough.
 */
public final class RetentionSweep {
    private static final int PIECE = 1_000;

    private record OverRun(UUID run, String tenant) {}

    private record Row(
            long place,
            @Nullable String id,
            String tenant,
            long recordedAt,
            @Nullable UUID run,
            @Nullable String status,
            @Nullable Long ended) {
        boolean removable(long before) {
            boolean runIsOver = status == null || (RunStatus.isEnd(status) && ended != null && ended < before);
            return recordedAt < before && runIsOver;
        }
    }

    private final JdbcTemplate sql;
    private final TransactionTemplate transactions;
    private final Duration retention;

    /** Sweeps a database. */
    public RetentionSweep(Database database, StoreProperties properties) {
        this.sql = database.writes();
        this.transactions = database.transactions();
        this.retention = properties.audit().retention();
    }

    /**
     * Sweeps once.
     *
     * @param goOn asked between pieces; false ends the sweep
     * @return how many records were removed
     */
    public long sweep(Instant now, BooleanSupplier goOn) {
        long before = now.minus(retention).toEpochMilli();
        long removed = 0;
        for (int partition :
                sql.queryForList("select log_partition from applied_positions order by 1", Integer.class)) {
            long from = LogPlace.packed(partition, 0);
            long end = LogPlace.packed(partition + 1, 0);
            List<Row> piece = piece(from, end);
            while (goOn.getAsBoolean() && piece.stream().anyMatch(row -> row.recordedAt() < before)) {
                removed += remove(
                        piece.stream().filter(row -> row.removable(before)).toList());
                piece = piece(piece.getLast().place() + 1, end);
            }
        }
        return removed;
    }

    private List<Row> piece(long from, long end) {
        return sql.query(
                "select a.place, a.id, a.tenant, a.recorded_at, a.run, r.status, r.ended_at from audit_records a"
                        + " left join runs r on r.run = a.run and r.tenant = a.tenant"
                        + " where a.place >= ? and a.place < ? order by a.place limit " + PIECE,
                (row, number) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5, UUID.class),
                        row.getString(6),
                        row.getObject(7, Long.class)),
                from,
                end);
    }

    private int remove(List<Row> rows) {
        List<Object[]> places = new ArrayList<>();
        List<Object[]> ids = new ArrayList<>();
        Set<OverRun> over = new HashSet<>();
        for (Row row : rows) {
            places.add(new Object[] {row.place()});
            if (row.id() != null) {
                ids.add(new Object[] {row.id()});
            }
            if (row.run() != null && row.status() != null) {
                over.add(new OverRun(row.run(), row.tenant()));
            }
        }
        List<Object[]> runs = new ArrayList<>();
        over.forEach(run -> runs.add(new Object[] {run.run(), run.tenant()}));
        transactions.executeWithoutResult(tx -> {
            sql.batchUpdate("delete from audit_records where place = ?", places);
            sql.batchUpdate("delete from audit_ids where id = ?", ids);
            sql.batchUpdate("delete from runs where run = ? and tenant = ?", runs);
        });
        return rows.size();
    }
}
