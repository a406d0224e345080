package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much one tenant queues, the others get their share. Time is counted in commands served. */
class TenantFairnessTest {
    private static final int QUIET_TENANTS = 20;
    private static final int SERVED = 20_000;

    private record Waiting(String tenant, long since, int before) {}

    /**
     * A tenant at 50 times the load of each of 20 others: whoever waits behind n commands of its own is served within
     * n + 1 rounds, and a round is one command of every tenant.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldDelayOthersByNoMoreThanTheShareOfAFlood(long seed) {
        // Given
        Random random = new Random(seed);
        TenantQueues<Integer, Waiting> queues = new TenantQueues<>(1_000, _ -> 1, _ -> 1);
        Map<String, Integer> depth = new HashMap<>();

        for (long now = 0; now < SERVED; now++) {
            // When
            arrive(queues, depth, "flood", now, random.nextInt(4));
            for (int i = 0; i < QUIET_TENANTS; i++) {
                arrive(queues, depth, "quiet" + i, now, random.nextInt(50) == 0 ? 1 : 0);
            }
            Waiting served = queues.next(_ -> true);

            // Then
            if (served != null) {
                depth.merge(served.tenant(), -1, Integer::sum);
                if (!served.tenant().equals("flood")) {
                    assertThat(now - served.since())
                            .as("seed %s, served %s", seed, served)
                            .isLessThanOrEqualTo((served.before() + 1L) * (QUIET_TENANTS + 1));
                }
            }
        }
    }

    /** While a tenant has commands waiting, it is served its weight's share of any stretch, give or take a round. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void shouldServeEveryWaitingTenantItsWeightsShare(long seed) {
        // Given
        Random random = new Random(seed);
        int tenants = 2 + random.nextInt(8);
        Map<String, Integer> weights = new HashMap<>();
        for (int i = 0; i < tenants; i++) {
            weights.put("t" + i, 1 + random.nextInt(100));
        }
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        TenantQueues<Integer, Waiting> queues =
                new TenantQueues<>(1_000, tenant -> weights.getOrDefault(tenant, 1), _ -> 1);
        Map<String, Integer> served = new HashMap<>();
        weights.keySet().forEach(tenant -> fill(queues, tenant));

        // When
        int stretch = sum + random.nextInt(20 * sum);
        for (int i = 0; i < stretch; i++) {
            Waiting next = queues.next(_ -> true);
            assertThat(next).as("seed %s", seed).isNotNull();
            served.merge(next.tenant(), 1, Integer::sum);
        }

        // Then
        weights.forEach((tenant, weight) -> assertThat(served.getOrDefault(tenant, 0))
                .as("seed %s, %s of weight %s in %s of %s", seed, tenant, weight, stretch, sum)
                .isBetween(stretch / sum * weight, (stretch / sum + 1) * weight));
    }

    private static void arrive(
            TenantQueues<Integer, Waiting> queues, Map<String, Integer> depth, String tenant, long now, int count) {
        for (int i = 0; i < count; i++) {
            int before = depth.merge(tenant, 1, Integer::sum) - 1;
            queues.offer(tenant, 0, new Waiting(tenant, now, before));
        }
    }

    private static void fill(TenantQueues<Integer, Waiting> queues, String tenant) {
        for (int i = 0; i < 3_000; i++) {
            queues.offer(tenant, 0, new Waiting(tenant, 0, i));
        }
    }
}
