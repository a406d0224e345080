package io.millrace.gateway.admission;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever tries key after key: each address may fail {@value #PER_MINUTE} times at once, and as often a
 * minute from then on. Only so many addresses are remembered, those that asked last.
 */
public final class SignIns {
    /** Failures of one address a minute. */
    public static final int PER_MINUTE = 20;

    private static final int MOST_ADDRESSES = 10_000;
    private static final int SECONDS_PER_MINUTE = 60;

    private final Map<String, TokenBucket> failures = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** Nobody has tried yet. */
    public SignIns() {}

    /**
     * Lets an address try once.
     *
     * @param address of whoever tries
     * @param now nanoseconds of a clock that never goes back
     * @throws Refused as too fast when it has failed too often
     */
    public void attempt(String address, long now) {
        // The bucket fills by the second: a clock that runs slower makes its seconds minutes.
        long wait = bucket(address).take(1, PER_MINUTE, now / SECONDS_PER_MINUTE);
        if (wait > 0) {
            throw new Refused(new Refusal.TooFast(
                    "Too many wrong keys came from this address: wait a little, then try again.",
                    Duration.ofNanos(wait * SECONDS_PER_MINUTE)));
        }
    }

    /** The attempt was no failure. */
    public void succeeded(String address) {
        bucket(address).giveBack(1);
    }

    private TokenBucket bucket(String address) {
        synchronized (failures) {
            return failures.computeIfAbsent(address, unknown -> new TokenBucket());
        }
    }
}
