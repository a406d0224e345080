package io.millrace.audit.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells whoever follows a run or a tenant that there is something new to read. A ring that comes while nobody waits is
 * kept for the next wait, so nothing is missed between reading and waiting.
 */
public final class Bells {
    private final ConcurrentMap<String, Set<Bell>> bells = new ConcurrentHashMap<>();
    private final Audience audience;

    /**
     * No bell hangs yet.
     *
     * @param audience that everybody with a bell belongs to
     */
    public Bells(Audience audience) {
        this.audience = audience;
    }

    /** One follower's bell. */
    public final class Bell implements AutoCloseable {
        private final String name;
        private final Semaphore rung = new Semaphore(0);
        private final Audience.Seat seat = audience.join();

        private Bell(String name) {
            this.name = name;
        }

        /**
         * Waits for a ring.
         *
         * @return false when the time was up before
         * @throws InterruptedException when the waiting thread is interrupted
         */
        public boolean await(Duration atMost) throws InterruptedException {
            boolean heard = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            rung.drainPermits();
            return heard;
        }

        /** Takes the bell down. */
        @Override
        public void close() {
            seat.close();
            bells.computeIfPresent(name, (key, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
        }
    }

    /**
     * Hangs up a bell.
     *
     * @param name run id or tenant
     */
    public Bell hang(String name) {
        Bell bell = new Bell(name);
        bells.compute(name, (key, others) -> {
            Set<Bell> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(bell);
            return all;
        });
        return bell;
    }

    /** Rings the bells of these runs and tenants. */
    public void ring(Collection<String> names) {
        if (bells.isEmpty()) {
            return;
        }
        for (String name : names) {
            bells.getOrDefault(name, Set.of()).forEach(bell -> bell.rung.release());
        }
    }
}
