package io.millrace.audit.store;

import io.millrace.audit.history.AuditQuery;
import io.millrace.audit.history.EventTypes;
import io.millrace.audit.history.Page;
import io.millrace.audit.history.RunCount;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.RunQuery;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.RunUsage;
import io.millrace.audit.history.RunView;
import io.millrace.audit.history.StatisticsQuery;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.LogPlace;
import io.millrace.audit.intake.Span;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Problem;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the database. */
public final class SqlRunHistory implements RunHistory {
    /** A page ends when it holds so many characters or bytes, so that few large values do not fill the memory. */
    private static final long LARGEST_PAGE = 4_000_000;

    private static final String RUN_COLUMNS = "select run, workflow, version, status, started_at, started_place,"
            + " ended_at, ended_place, inputs, tasks, steps, step_millis from runs";
    private static final String ENTRY_COLUMNS = "select place, payload, large_payload from audit_records";

    private final JdbcTemplate sql;
    private final Function<byte[], AuditRecord> decoder;

    /**
     * Reads from a database.
     *
     * @param decoder reads the bytes of the log
     */
    public SqlRunHistory(Database database, Function<byte[], AuditRecord> decoder) {
        this.sql = database.queries();
        this.decoder = decoder;
    }

    @Override
    public Optional<RunView> run(String tenant, RunId run) {
        return sql
                .query(RUN_COLUMNS + " where run = ? and tenant = ?", SqlRunHistory::row, AuditRows.uuid(run), tenant)
                .stream()
                .findFirst()
                .map(this::view);
    }

    @Override
    public boolean exists(String tenant, RunId run) {
        return !sql.queryForList(
                        "select 1 from runs where run = ? and tenant = ?", Integer.class, AuditRows.uuid(run), tenant)
                .isEmpty();
    }

    @Override
    public Page<RunView> runs(String tenant, RunQuery query) {
        Conditions where = new Conditions("tenant = ?", tenant)
                .and("workflow = ?", query.workflow())
                .andAnyOf(
                        "status", query.statuses().stream().map(RunStatus::text).toList())
                .and("started_at >= ?", millis(query.from()))
                .and("started_at < ?", millis(query.to()))
                .and(
                        "words like ? escape '!'",
                        query.words() == null
                                ? null
                                : SqlText.anywhere(
                                        SqlText.storable(query.words()).toLowerCase(Locale.ROOT)));
        if (query.after() != null) {
            long started = query.after().startedAt().toEpochMilli();
            where.and("started_at <= ?", started)
                    .and(
                            "(started_at < ? or run < ?)",
                            started,
                            AuditRows.uuid(query.after().run()));
        }
        List<RunRow> found = sql.query(
                RUN_COLUMNS + where.text() + " order by started_at desc, run desc limit ?",
                SqlRunHistory::row,
                where.with(query.limit() + 1));
        List<RunView> items = new ArrayList<>();
        long size = 0;
        for (RunRow row : found.subList(0, Math.min(found.size(), query.limit()))) {
            RunView view = query.brief() ? row.view() : view(row);
            items.add(view);
            size += length(view.input()) + length(view.output());
            if (size > LARGEST_PAGE) {
                break;
            }
        }
        return new Page<>(items, items.size() < found.size());
    }

    @Override
    public List<RunCount> counts(String tenant, StatisticsQuery query, int limit) {
        return RunCounts.read(sql, tenant, query, limit);
    }

    @Override
    public List<AuditEntry> entriesOf(String tenant, RunId run, long behind, int limit) {
        return sql.query(
                ENTRY_COLUMNS + " where run = ? and run_input > ? and tenant = ? order by run_input limit ?",
                this::entry,
                AuditRows.uuid(run),
                behind,
                tenant,
                limit);
    }

    @Override
    public Page<AuditEntry> entries(String tenant, AuditQuery query) {
        Conditions where = new Conditions("tenant = ?", tenant)
                .and("actor = ?", query.actor())
                .and("kind = ?", query.kind())
                .and("recorded_at >= ?", millis(query.from()))
                .and("recorded_at < ?", millis(query.to()))
                .and("run = ?", query.run() == null ? null : AuditRows.uuid(query.run()));
        if (query.after() != null) {
            long time = query.after().time().toEpochMilli();
            where.and("recorded_at <= ?", time)
                    .and("(recorded_at < ? or place < ?)", time, query.after().place());
        }
        List<AuditEntry> found = sql.query(
                ENTRY_COLUMNS + where.text() + " order by recorded_at desc, place desc limit ?",
                this::entry,
                where.with(query.limit() + 1));
        List<AuditEntry> items = new ArrayList<>();
        long size = 0;
        for (AuditEntry entry : found.subList(0, Math.min(found.size(), query.limit()))) {
            items.add(entry);
            size += entry.value().length;
            if (size > LARGEST_PAGE) {
                break;
            }
        }
        return new Page<>(items, items.size() < found.size());
    }

    @Override
    public List<AuditEntry> entriesOf(String tenant, int partition, Span within, int limit) {
        return sql.query(
                ENTRY_COLUMNS + " where place >= ? and place < ? and tenant = ? order by place limit ?",
                this::entry,
                LogPlace.packed(partition, within.from()),
                LogPlace.packed(partition, within.next()),
                tenant,
                limit);
    }

    @Override
    public Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        sql.query("select log_partition, next_offset from applied_positions", row -> {
            positions.put(row.getInt(1), row.getLong(2));
        });
        return positions;
    }

    @Override
    public OptionalLong inputApplied(int partition) {
        List<Long> inputs = sql.query(
                "select run_input from applied_positions where log_partition = ? and run_input >= 0",
                (row, number) -> row.getLong(1),
                partition);
        return inputs.isEmpty() ? OptionalLong.empty() : OptionalLong.of(inputs.getFirst());
    }

    private record RunRow(
            RunView view,
            @Nullable Long startedPlace,
            @Nullable Long endedPlace) {}

    private static RunRow row(ResultSet row, int number) throws SQLException {
        Long ended = row.getObject(7, Long.class);
        RunView view = new RunView(
                AuditRows.run(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                ended == null ? null : Instant.ofEpochMilli(ended),
                null,
                null,
                null,
                new RunUsage(row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12)));
        return new RunRow(view, row.getObject(6, Long.class), row.getObject(8, Long.class));
    }

    private RunView view(RunRow row) {
        AuditEvent start = eventAt(row.startedPlace(), EventTypes.RUN_STARTED::equals);
        AuditEvent end = eventAt(
                row.endedPlace(), type -> type.equals(EventTypes.RUN_COMPLETED) || type.equals(EventTypes.RUN_FAULTED));
        RunView view = row.view();
        Problem error = end == null ? null : end.getError();
        return new RunView(
                view.run(),
                view.workflow(),
                view.version(),
                view.status(),
                view.startedAt(),
                view.endedAt(),
                start == null ? null : start.getInput(),
                end == null ? null : end.getOutput(),
                error,
                view.usage());
    }

    private @Nullable AuditEvent eventAt(@Nullable Long place, Predicate<String> type) {
        if (place == null) {
            return null;
        }
        List<AuditEntry> found = sql.query(ENTRY_COLUMNS + " where place = ?", this::entry, place);
        return found.stream()
                .flatMap(entry -> entry.audit().getEvents().stream())
                .filter(event -> type.test(event.getType()))
                .findFirst()
                .orElse(null);
    }

    private AuditEntry entry(ResultSet row, int number) throws SQLException {
        LogPlace place = LogPlace.unpack(row.getLong(1));
        byte[] payload = row.getBytes(2);
        byte[] value = payload == null ? row.getBytes(3) : payload;
        return new AuditEntry(place.partition(), place.offset(), value, decoder.apply(value));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : Claim.length(text);
    }
}
