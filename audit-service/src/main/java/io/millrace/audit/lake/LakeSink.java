package io.millrace.audit.lake;

import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.AuditSink;
import io.millrace.audit.intake.LakeState;
import io.millrace.audit.intake.PositionMovedException;
import io.millrace.audit.intake.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams audit records into Parquet files and commits them, together with the positions up to which they reach, in
 * one Iceberg snapshot. Files of a commit that did not happen belong to no snapshot, so nobody ever reads them; after
 * a crash reading begins again at the positions of the current snapshot: nothing is doubled, nothing is missing. A
 * commit is refused when the table's positions are no longer where this instance left them.
 */
public final class LakeSink implements AuditSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeSink.class);
    private static final Duration SNAPSHOTS_KEPT = Duration.ofDays(1);
    private static final int SNAPSHOTS_KEPT_AT_LEAST = 50;
    private static final int COMMITS_BETWEEN_EXPIRIES = 100;

    private final Supplier<Lake> open;
    private final RowShape shape;
    private final LakeProperties.Audit cadence;
    private final LongAdder commits = new LongAdder();
    private final Map<Integer, Span> pending = new HashMap<>();
    private @Nullable Lake lake;
    private @Nullable Table table;
    private @Nullable OpenFiles files;
    private long pendingSince;
    private volatile LakeState state = new LakeState("", null, 0, 0, Map.of());

    /**
     * Writes the audit topic into the table audit.
     *
     * @param open opens the lake; called when it is first needed and after failures
     * @param topic name of the audit topic, written into every row
     */
    public LakeSink(Supplier<Lake> open, LakeProperties properties, String topic) {
        this.open = open;
        this.cadence = properties.audit();
        this.shape = new RowShape(topic);
    }

    @Override
    public Map<Integer, Long> positions() {
        Table current = table();
        current.refresh();
        state = read(current);
        return state.offsets();
    }

    @Override
    public void take(AuditBatch batch) {
        if (batch.entries().isEmpty() && files == null) {
            // Nothing readable yet: without rows there is no snapshot to keep the positions in.
            batch.spans().forEach((partition, span) -> pending.merge(partition, span, Span::and));
            return;
        }
        if (files == null) {
            files = new OpenFiles(table());
            pendingSince = System.nanoTime();
        }
        for (AuditEntry entry : batch.entries()) {
            files.write(shape.of(entry));
        }
        batch.spans().forEach((partition, span) -> pending.merge(partition, span, Span::and));
    }

    @Override
    public void settleWhenDue() {
        if (files != null
                && (System.nanoTime() - pendingSince >= cadence.lakeFlush().toNanos()
                        || files.rows() >= cadence.lakeFlushRecords())) {
            settle();
        }
    }

    @Override
    public void settle() {
        if (files == null) {
            return;
        }
        List<DataFile> complete = files.complete();
        // From here on the files may belong to a snapshot even if the answer is lost: never delete them.
        files = null;
        commit(complete);
        state = read(table());
        pending.clear();
        commits.increment();
        if (commits.sum() % COMMITS_BETWEEN_EXPIRIES == 0) {
            expire();
        }
    }

    @Override
    public void forget() {
        OpenFiles abandoned = files;
        Lake left = lake;
        pending.clear();
        files = null;
        lake = null;
        table = null;
        try {
            if (abandoned != null) {
                abandoned.discard();
            }
            if (left != null) {
                left.close();
            }
        } catch (RuntimeException e) {
            // They belong to no snapshot, so they only take space.
            LOG.warn("Data files that were not committed could not be removed", e);
        }
    }

    /** Closes the lake; what is not settled is forgotten. */
    @Override
    public void close() {
        forget();
    }

    /** How many snapshots this instance has committed. */
    public long commits() {
        return commits.sum();
    }

    /** What the table held when this instance last looked, which it does at every commit. */
    public LakeState state() {
        return state;
    }

    private static LakeState read(Table current) {
        Snapshot snapshot = current.currentSnapshot();
        return new LakeState(
                ((HasTableOperations) current).operations().current().metadataFileLocation(),
                snapshot == null ? null : snapshot.snapshotId(),
                total(snapshot, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                total(snapshot, SnapshotSummary.TOTAL_RECORDS_PROP),
                Map.copyOf(offsets(current)));
    }

    private void commit(List<DataFile> complete) {
        Table current = table();
        current.refresh();
        Map<Integer, Long> offsets = offsets(current);
        pending.forEach((partition, span) -> offsets.put(partition, span.next()));
        AppendFiles append = current.newAppend();
        complete.forEach(append::appendFile);
        append.set(Offsets.KEY, Offsets.text(offsets));
        append.validateWith(ancestors -> continues(Offsets.of(ancestors)));
        try {
            append.commit();
        } catch (ValidationException e) {
            pending.forEach((partition, span) -> {
                throw moved(partition, span, e);
            });
        }
    }

    private static PositionMovedException moved(int partition, Span span, ValidationException cause) {
        PositionMovedException moved = new PositionMovedException("lake", partition, span.from());
        moved.initCause(cause);
        return moved;
    }

    /** Whether the table's positions are where this instance began to read. */
    private boolean continues(Map<Integer, Long> stored) {
        return pending.entrySet().stream().allMatch(entry -> {
            Long offset = stored.get(entry.getKey());
            return offset == null || offset == entry.getValue().from();
        });
    }

    private void expire() {
        table().expireSnapshots()
                .expireOlderThan(Instant.now().minus(SNAPSHOTS_KEPT).toEpochMilli())
                .retainLast(SNAPSHOTS_KEPT_AT_LEAST)
                .commit();
    }

    private Table table() {
        if (table == null) {
            lake = open.get();
            table = lake.audit();
        }
        return table;
    }

    private static Map<Integer, Long> offsets(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null
                ? new HashMap<>()
                : Offsets.of(SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot));
    }

    private static long total(@Nullable Snapshot snapshot, String key) {
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
    }
}
