package io.millrace.audit.store;

import io.millrace.audit.history.RunChange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the table runs: one statement a run and batch. */
final class RunRows {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int LONGEST_WORDS = 2_000;

    private static final String INSERT = "insert into runs (run, tenant, workflow, version, status, last_input,"
            + " started_at, started_place, ended_at, ended_place, inputs, tasks, steps, step_millis, words)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    // A change with an older input than the row's, or with none, leaves the status alone: a record that was set aside
    // and written again later must not move a run back.
    private static final String UPDATE = """
            update runs set
              ended_at = case when ? < last_input then ended_at else ? end,
              ended_place = case when ? < last_input then ended_place else ? end,
              status = case when ? < last_input then status else ? end,
              last_input = case when ? < last_input then last_input else ? end,
              workflow = coalesce(workflow, ?),
              version = case when ? < last_input then coalesce(version, ?) else coalesce(?, version) end,
              started_at = coalesce(?, started_at),
              started_place = coalesce(?, started_place),
              inputs = inputs + ?, tasks = tasks + ?, steps = steps + ?, step_millis = step_millis + ?,
              words = substring(words || ? from 1 for 2000)
            where run = ? and tenant = ?""";

    private static final String ADD_USAGE = "update runs set inputs = inputs + ?, tasks = tasks + ?,"
            + " steps = steps + ?, step_millis = step_millis + ? where run = ? and tenant = ?";

    private final JdbcTemplate sql;

    RunRows(JdbcTemplate sql) {
        this.sql = sql;
    }

    /** Applies changes; a run that starts must not have a row. */
    void apply(List<RunChange> changes) {
        insert(changes.stream().filter(RunChange::starts).toList());
        update(changes.stream().filter(change -> !change.starts()).toList());
    }

    /** Applies changes, whatever rows there are. */
    void applyCarefully(List<RunChange> changes) {
        update(changes);
    }

    private void update(List<RunChange> changes) {
        List<RunChange> missing = new ArrayList<>();
        int[][] moved = sql.batchUpdate(UPDATE, decided(changes, true), ROWS_AT_ONCE, RunRows::fillUpdate);
        collectMissing(decided(changes, true), moved, missing);
        sql.batchUpdate(ADD_USAGE, decided(changes, false), ROWS_AT_ONCE, RunRows::fillUsage);
        insert(missing);
    }

    /** Changes with a status, or those that only hold refused inputs and therefore never make a row. */
    private static List<RunChange> decided(List<RunChange> changes, boolean withStatus) {
        return changes.stream()
                .filter(change -> (change.status() != null) == withStatus)
                .toList();
    }

    private static void collectMissing(List<RunChange> changes, int[][] moved, List<RunChange> missing) {
        int index = 0;
        for (int[] counts : moved) {
            for (int count : counts) {
                if (count == 0) {
                    missing.add(changes.get(index));
                }
                index++;
            }
        }
    }

    private void insert(List<RunChange> changes) {
        sql.batchUpdate(INSERT, changes, ROWS_AT_ONCE, RunRows::fillInsert);
    }

    private static void fillInsert(PreparedStatement row, RunChange change) throws SQLException {
        Instant started = change.startedAt() == null ? change.firstSeen() : change.startedAt();
        row.setObject(1, AuditRows.uuid(change.run()));
        row.setString(2, change.tenant());
        row.setString(3, SqlText.storableOrNull(change.workflow()));
        row.setString(4, SqlText.storableOrNull(change.version()));
        row.setString(5, change.status());
        row.setLong(6, change.lastInput());
        row.setLong(7, started.toEpochMilli());
        setLong(row, 8, change.startedPlace());
        setLong(row, 9, millis(change.endedAt()));
        setLong(row, 10, change.endedPlace());
        row.setLong(11, change.usage().inputs());
        row.setLong(12, change.usage().tasks());
        row.setLong(13, change.usage().steps());
        row.setLong(14, change.usage().stepMillis());
        row.setString(15, words(change));
    }

    private static void fillUpdate(PreparedStatement row, RunChange change) throws SQLException {
        long input = change.lastInput();
        String version = SqlText.storableOrNull(change.version());
        row.setLong(1, input);
        setLong(row, 2, millis(change.endedAt()));
        row.setLong(3, input);
        setLong(row, 4, change.endedPlace());
        row.setLong(5, input);
        row.setString(6, change.status());
        row.setLong(7, input);
        row.setLong(8, input);
        row.setString(9, SqlText.storableOrNull(change.workflow()));
        row.setLong(10, input);
        row.setString(11, version);
        row.setString(12, version);
        setLong(row, 13, millis(change.startedAt()));
        setLong(row, 14, change.startedPlace());
        row.setLong(15, change.usage().inputs());
        row.setLong(16, change.usage().tasks());
        row.setLong(17, change.usage().steps());
        row.setLong(18, change.usage().stepMillis());
        row.setString(19, words(change));
        row.setObject(20, AuditRows.uuid(change.run()));
        row.setString(21, change.tenant());
    }

    private static void fillUsage(PreparedStatement row, RunChange change) throws SQLException {
        row.setLong(1, change.usage().inputs());
        row.setLong(2, change.usage().tasks());
        row.setLong(3, change.usage().steps());
        row.setLong(4, change.usage().stepMillis());
        row.setObject(5, AuditRows.uuid(change.run()));
        row.setString(6, change.tenant());
    }

    private static String words(RunChange change) {
        String words = SqlText.storable(change.words());
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static void setLong(PreparedStatement row, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            row.setNull(index, Types.BIGINT);
        } else {
            row.setLong(index, value);
        }
    }
}
