package io.millrace.workflow.kafka;

import io.millrace.schemas.RunId;
import io.millrace.workflow.codec.ScheduleCodec;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.schedule.ScheduleState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** The stores of one partition of the engine. */
final class Stores {
    /** Runs that have begun and not ended, and schedules, by their ids. */
    static final String RUNS = "runs";
    /** Markers of runs that have ended, by run id and time of the end. */
    static final String ENDED = "ended-runs";
    /** Timers, by the moment at which they are due. */
    static final String TIMERS = "timers";
    /** Who waits for which events. */
    static final String SUBSCRIPTIONS = "subscriptions";
    /** Events of the last moments, for those who begin to wait. */
    static final String RECENT_EVENTS = "recent-events";
    /** Runs whose lifecycle events are not published. */
    static final String QUIET_RUNS = "quiet-runs";
    /** Published definitions: on every instance, all of them. */
    static final String DEFINITIONS = "definitions";
    /** Tenants: on every instance, all of them. */
    static final String TENANTS = "tenants";
    /** The stores that belong to a partition. */
    static final List<String> OF_PARTITION = List.of(RUNS, ENDED, TIMERS, SUBSCRIPTIONS, RECENT_EVENTS, QUIET_RUNS);

    private static final long CLOCK_SKEW_MILLIS = Duration.ofHours(1).toMillis();

    private final KeyValueStore<Bytes, byte[]> runs;
    private final WindowStore<Bytes, byte[]> ended;
    private final Duration window;

    Stores(ProcessorContext<?, ?> context, Duration window) {
        this.runs = context.getStateStore(RUNS);
        this.ended = context.getStateStore(ENDED);
        this.window = window;
    }

    static ReadOnlyKeyValueStore<String, byte[]> definitions(ProcessorContext<?, ?> context) {
        return context.<KeyValueStore<String, byte[]>>getStateStore(DEFINITIONS);
    }

    static ReadOnlyKeyValueStore<String, byte[]> tenants(ProcessorContext<?, ?> context) {
        return context.<KeyValueStore<String, byte[]>>getStateStore(TENANTS);
    }

    /**
     * A state and how large it is.
     *
     * @param state the state
     * @param size nothing for a run that is not at work
     */
    record Loaded(RunState state, RunSize size) {}

    /**
     * What is known of a run.
     *
     * @param values reads the values of the state
     * @param now the time of the record that asks; markers older than the deduplication window are not looked at
     */
    Loaded load(RunId run, RunValues values, long now) {
        Bytes key = Bytes.wrap(run.bytes());
        byte[] active = runs.get(key);
        if (ScheduleCodec.isSchedule(active)) {
            throw new IllegalArgumentException(run + " is a schedule, not a run");
        }
        if (active != null) {
            return new Loaded(StateCodec.read(active, values), values.size(active.length));
        }
        try (WindowStoreIterator<byte[]> markers = ended.fetch(key, now - window.toMillis(), now + CLOCK_SKEW_MILLIS)) {
            byte[] last = null;
            // A run that was retried has ended more than once.
            while (markers.hasNext()) {
                last = markers.next().value;
            }
            return new Loaded(StateCodec.read(last, values), RunSize.NONE);
        }
    }

    /** Whether something is known of a schedule with this id. */
    boolean hasSchedule(RunId id) {
        return ScheduleCodec.isSchedule(runs.get(Bytes.wrap(id.bytes())));
    }

    ScheduleState loadSchedule(RunId id) {
        return ScheduleCodec.read(runs.get(Bytes.wrap(id.bytes())));
    }

    void saveSchedule(RunId id, byte[] bytes) {
        runs.put(Bytes.wrap(id.bytes()), bytes);
    }

    /**
     * Keeps a state.
     *
     * @param bytes the state as its codec writes it
     */
    void save(RunId run, RunState state, byte[] bytes) {
        Bytes key = Bytes.wrap(run.bytes());
        switch (state) {
            case RunState.NotStarted _ ->
                throw new IllegalStateException("nothing is kept of a run that has not begun");
            case RunState.Active _ -> runs.put(key, bytes);
            case RunState.Ended end -> {
                runs.delete(key);
                ended.put(key, bytes, end.endedAt().toEpochMilli());
            }
        }
    }
}
