package io.millrace.executor.bench;

import io.millrace.executor.Workshop;
import io.millrace.records.RunInput;
import io.millrace.records.StepCommand;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures both ways of taking commands, with broker, executor and load in one process:
 *
 * <ul>
 *   <li>slow: 40 commands a second, every 20th takes 2 s; latency of the others from the moment they were due
 *   <li>idle: 10 commands a second that do nothing
 *   <li>rate: commands that do nothing, as many as pass
 * </ul>
 *
 * <p>Figures of docs/adr/0002-executor-consumption.md; that page says how to run it.
 */
public final class ConsumptionBench {
    private static final String FAST = "{\"text\": \"" + "x".repeat(180) + "\"}";
    private static final String SLOW = "{\"milliseconds\": 2000}";
    private static final int PARTITIONS = 8;

    private final String mode;
    private final int seconds;

    private ConsumptionBench(String mode, int seconds) {
        this.mode = mode;
        this.seconds = seconds;
    }

    /** Runs; arguments: modes and number of seconds, default {@code classic share 30}. */
    public static void main(String[] arguments) throws InterruptedException {
        Set<String> given = Set.of(arguments);
        int seconds = given.stream()
                .filter(argument -> argument.matches("\\d+"))
                .map(Integer::parseInt)
                .findFirst()
                .orElse(30);
        for (String mode : new String[] {"classic", "share"}) {
            if (given.contains(mode) || given.stream().noneMatch(argument -> argument.matches("[a-z]+"))) {
                new ConsumptionBench(mode, seconds).run();
            }
        }
        Runtime.getRuntime().exit(0);
    }

    private void run() throws InterruptedException {
        try (Workshop workshop = new Workshop()) {
            workshop.tenant("acme", 10, 0, 0);
            workshop.executor("millrace.executor.consumption=" + mode);
            print("warm-up", open(workshop, 200, 5, 0));
            rate(workshop, mode.equals("classic") ? 200_000 : 5_000, 0);
            print("slow", open(workshop, 40, seconds, 20));
            print("idle", open(workshop, 10, seconds, 0));
            for (int i = 0; i < 3; i++) {
                rate(workshop, mode.equals("classic") ? 400_000 : 20_000, i + 1);
            }
        }
    }

    /** An open loop: a command that is late is measured from the moment it was due. */
    private static Histogram open(Workshop workshop, int perSecond, int seconds, int slowEvery)
            throws InterruptedException {
        Histogram latency = new Histogram(3);
        Map<String, Long> due = new ConcurrentHashMap<>();
        int count = perSecond * seconds;
        CountDownLatch done = new CountDownLatch(count);
        Set<String> slow = ConcurrentHashMap.newKeySet();
        AtomicReference<Consumer<RunInput>> listener = new AtomicReference<>(input -> {
            long now = System.nanoTime();
            if (!slow.remove(input.getRunId())) {
                Long since = due.remove(input.getRunId());
                if (since == null) {
                    return;
                }
                latency.recordValue(TimeUnit.NANOSECONDS.toMicros(now - since));
            }
            done.countDown();
        });
        workshop.onResult(input -> listener.get().accept(input));
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long at = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (at - System.nanoTime() > 0) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            boolean isSlow = slowEvery > 0 && i % slowEvery == slowEvery - 1;
            StepCommand command = Workshop.function(
                            "acme", i % PARTITIONS, isSlow ? "delay" : "echo", isSlow ? SLOW : FAST)
                    .build();
            if (isSlow) {
                slow.add(command.getRunId());
            } else {
                due.put(command.getRunId(), at);
            }
            workshop.give(command);
        }
        boolean complete = done.await(60, TimeUnit.SECONDS);
        listener.set(_ -> {});
        if (!complete) {
            System.out.printf("%d of %d commands were not answered%n", done.getCount(), count);
        }
        return latency;
    }

    private void rate(Workshop workshop, int count, int round) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        AtomicReference<Consumer<RunInput>> listener = new AtomicReference<>(_ -> done.countDown());
        workshop.onResult(input -> listener.get().accept(input));
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            workshop.give(Workshop.function("acme", i % PARTITIONS, "echo", FAST));
        }
        boolean complete = done.await(120, TimeUnit.SECONDS);
        listener.set(_ -> {});
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s rate #%d: %,d commands in %.1f s = %,.0f/s%s%n",
                mode,
                round,
                count - done.getCount(),
                took,
                (count - done.getCount()) / took,
                complete ? "" : " INCOMPLETE");
    }

    private void print(String what, Histogram latency) {
        System.out.printf(
                "%s %s: n=%d p50=%.1f p90=%.1f p99=%.1f max=%.1f ms%n",
                mode,
                what,
                latency.getTotalCount(),
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(90) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
    }
}
