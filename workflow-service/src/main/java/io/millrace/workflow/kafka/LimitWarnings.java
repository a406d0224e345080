package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.ValueLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices runs that use more than half of what they may, while there is time to do something about it. A run is warned
 * once about each limit; only after a restart, and when it grows past the half again, it may be warned once more.
 */
final class LimitWarnings {
    private static final int REMEMBERED = 10_000;
    private static final double WORTH_COUNTING = 0.1;

    private final List<Limit> limits;
    private final Cache<Warning, Boolean> warned =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** Counts what is used in a registry, as {@code millrace.limit.used}, 0 to 1 and more. */
    LimitWarnings(ValueLimits limits, MeterRegistry registry) {
        this.limits = List.of(
                new Limit("valueBytes", RunSize::largest, limits.value(), used("valueBytes", registry)),
                new Limit("runBytes", RunSize::data, limits.run(), used("runBytes", registry)),
                new Limit("stateBytes", RunSize::state, limits.state(), used("stateBytes", registry)));
    }

    /**
     * A run that uses more than half of a limit.
     *
     * @param limit name of the limit, as GET /v1/limits lists it
     * @param used how much it uses, in bytes
     * @param allowed the limit
     */
    record Near(String limit, long used, long allowed) {}

    private record Warning(RunId run, String limit) {}

    @FunctionalInterface
    private interface Measure {
        long of(RunSize size);
    }

    private record Limit(String name, Measure measure, long allowed, DistributionSummary used) {}

    /** The limits that a run came near to with its last input. */
    List<Near> near(RunId run, RunSize before, RunSize after) {
        List<Near> near = new ArrayList<>();
        for (Limit limit : limits) {
            long now = limit.measure().of(after);
            double used = (double) now / limit.allowed();
            if (used > WORTH_COUNTING) {
                limit.used().record(used);
            }
            boolean crossed = used > 0.5 && limit.measure().of(before) <= limit.allowed() / 2;
            if (crossed && warned.asMap().putIfAbsent(new Warning(run, limit.name()), true) == null) {
                near.add(new Near(limit.name(), now, limit.allowed()));
            }
        }
        return near;
    }

    private static DistributionSummary used(String limit, MeterRegistry registry) {
        return DistributionSummary.builder("millrace.limit.used")
                .description("Part of a limit that runs use, of those that use more than a tenth")
                .tag("limit", limit)
                .register(registry);
    }
}
