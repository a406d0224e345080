package io.millrace.executor.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time passes only when a test says so. */
final class ManualLoop implements DispatchLoop {
    private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
    private Duration time = Duration.ZERO;

    private record Alarm(Duration at, Runnable action) {}

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(time);
    }

    @Override
    public long nanoTime() {
        return time.toNanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(time.plus(delay), action);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public void execute(Runnable action) {
        actions.add(action);
    }

    /** Runs what was handed over, and what that hands over, until nothing is left. */
    void run() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }

    /** Lets time pass, and runs what is due meanwhile. */
    void pass(Duration span) {
        run();
        Duration until = time.plus(span);
        for (Alarm next = alarms.peek(); next != null && next.at().compareTo(until) <= 0; next = alarms.peek()) {
            alarms.remove(next);
            time = next.at();
            next.action().run();
            run();
        }
        time = until;
    }

    int alarms() {
        return alarms.size();
    }
}
