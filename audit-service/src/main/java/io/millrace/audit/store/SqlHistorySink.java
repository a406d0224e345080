package io.millrace.audit.store;

import io.millrace.audit.history.RunFold;
import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.AuditSink;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.PositionMovedException;
import io.millrace.audit.intake.Progress;
import io.millrace.audit.intake.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes batches into the database: records, rows of runs and positions in one transaction, so that reading the log
 * again from the stored positions applies every record exactly once. A position is moved only from where this instance
 * left it; if another instance took the partition over, the transaction is rolled back.
 */
public final class SqlHistorySink implements AuditSink {
    private final Database database;
    private final JdbcTemplate sql;
    private final TransactionTemplate transactions;
    private final AuditRows rows;
    private final RunRows runs;
    private final Progress progress;
    private final Bells bells;

    /**
     * Writes into a database.
     *
     * @param progress is told how far the history reaches
     * @param bells are rung for runs and tenants with news
     */
    public SqlHistorySink(Database database, Progress progress, Bells bells) {
        this.database = database;
        this.sql = database.writes();
        this.transactions = database.transactions();
        this.rows = new AuditRows(sql);
        this.runs = new RunRows(sql);
        this.progress = progress;
        this.bells = bells;
    }

    @Override
    public Map<Integer, Long> positions() {
        database.migrate();
        Map<Integer, Long> positions = new HashMap<>();
        Map<Integer, Long> inputs = new HashMap<>();
        sql.query("select log_partition, next_offset, run_input from applied_positions", row -> {
            positions.put(row.getInt(1), row.getLong(2));
            inputs.put(row.getInt(1), row.getLong(3));
        });
        progress.reached(inputs);
        return positions;
    }

    @Override
    public void take(AuditBatch batch) {
        Map<Integer, Long> inputs = lastInputs(batch);
        try {
            transactions.executeWithoutResult(tx -> {
                rows.insert(batch.entries());
                runs.apply(RunFold.fold(batch.entries()));
                move(batch, inputs);
            });
        } catch (DuplicateKeyException e) {
            // Rare: somebody wrote a record twice, or a run is known from a later record. Look before writing.
            transactions.executeWithoutResult(tx -> {
                List<AuditEntry> fresh = rows.withoutKnown(batch.entries());
                rows.insert(fresh);
                runs.applyCarefully(RunFold.fold(fresh));
                move(batch, inputs);
            });
        }
        progress.reached(inputs);
        bells.ring(names(batch.entries()));
    }

    private void move(AuditBatch batch, Map<Integer, Long> inputs) {
        batch.spans().forEach((partition, span) -> {
            long input = inputs.getOrDefault(partition, -1L);
            int moved = sql.update(
                    "update applied_positions set next_offset = ?,"
                            + " run_input = case when run_input > ? then run_input else ? end"
                            + " where log_partition = ? and next_offset = ?",
                    span.next(),
                    input,
                    input,
                    partition,
                    span.from());
            if (moved == 0) {
                begin(partition, span, input);
            }
        });
    }

    private void begin(int partition, Span span, long input) {
        List<Long> stored = sql.query(
                "select next_offset from applied_positions where log_partition = ?",
                (row, number) -> row.getLong(1),
                partition);
        if (!stored.isEmpty()) {
            throw new PositionMovedException("history", partition, span.from());
        }
        try {
            sql.update("insert into applied_positions values (?, ?, ?)", partition, span.next(), input);
        } catch (DuplicateKeyException e) {
            throw new PositionMovedException("history", partition, span.from());
        }
    }

    private static Map<Integer, Long> lastInputs(AuditBatch batch) {
        Map<Integer, Long> inputs = new HashMap<>();
        for (AuditEntry entry : batch.entries()) {
            entry.runInput().ifPresent(input -> inputs.merge(entry.partition(), input, Math::max));
        }
        return inputs;
    }

    private static Set<String> names(List<AuditEntry> entries) {
        Set<String> names = new HashSet<>();
        for (AuditEntry entry : entries) {
            names.add(entry.audit().getTenant());
            if (entry.audit().getRunId() != null) {
                names.add(entry.audit().getRunId());
            }
        }
        return names;
    }
}
