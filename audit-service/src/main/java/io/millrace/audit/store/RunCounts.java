package io.millrace.audit.store;

import io.millrace.audit.history.RunCount;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.StatisticsQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the rows of runs. */
final class RunCounts {
    // The number of the step is worked out inside, so that what is grouped by has no parameters.
    private static final String BEFORE = "select workflow, bucket, count(*),"
            + " sum(case when status = ? then 1 else 0 end),"
            + " sum(case when status = ? then 1 else 0 end),"
            + " sum(case when status = ? then 1 else 0 end)"
            + " from (select workflow, status, (started_at - ?) / ? as bucket from runs";

    // A run of which nothing but a refused command is known has no workflow.
    private static final String BEHIND =
            " and workflow is not null) counted group by workflow, bucket order by bucket, workflow limit ?";

    private RunCounts() {}

    static List<RunCount> read(JdbcTemplate sql, String tenant, StatisticsQuery query, int limit) {
        long from = query.from().toEpochMilli();
        long step = query.step().toMillis();
        Conditions where = new Conditions("tenant = ?", tenant)
                .and("started_at >= ?", from)
                .and("started_at < ?", query.to().toEpochMilli())
                .and("workflow = ?", query.workflow());
        List<Object> values = new ArrayList<>(
                List.of(RunStatus.COMPLETED.text(), RunStatus.FAULTED.text(), RunStatus.CANCELLED.text(), from, step));
        values.addAll(Arrays.asList(where.with(limit)));
        return sql.query(BEFORE + where.text() + BEHIND, (row, number) -> count(row, from, step), values.toArray());
    }

    private static RunCount count(ResultSet row, long from, long step) throws SQLException {
        long started = row.getLong(3);
        long completed = row.getLong(4);
        long faulted = row.getLong(5);
        long cancelled = row.getLong(6);
        return new RunCount(
                row.getString(1),
                Instant.ofEpochMilli(from + row.getLong(2) * step),
                started,
                completed,
                faulted,
                cancelled,
                started - completed - faulted - cancelled);
    }
}
