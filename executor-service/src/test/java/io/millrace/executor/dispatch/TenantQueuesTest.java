package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantQueuesTest {
    @Test
    void shouldServeTenantsInTurns() {
        // Given
        TenantQueues<Integer, String> queues = queues(100, Map.of());
        offer(queues, "a", 4);
        offer(queues, "b", 2);

        // When
        List<String> served = drain(queues);

        // Then
        assertThat(served).containsExactly("a0", "b0", "a1", "b1", "a2", "a3");
    }

    @Test
    void shouldServeMoreToTheTenantWithMoreWeight() {
        // Given
        TenantQueues<Integer, String> queues = queues(100, Map.of("a", 3));
        offer(queues, "a", 6);
        offer(queues, "b", 2);

        // When
        List<String> served = drain(queues);

        // Then
        assertThat(served).containsExactly("a0", "a1", "a2", "b0", "a3", "a4", "a5", "b1");
    }

    @Test
    void shouldMakeACostlyCommandWaitForItsShare() {
        // Given
        TenantQueues<Integer, String> queues =
                new TenantQueues<>(100, _ -> 1, command -> command.startsWith("a") ? 3 : 1);
        offer(queues, "a", 1);
        offer(queues, "b", 4);

        // When
        List<String> served = drain(queues);

        // Then
        assertThat(served).containsExactly("b0", "b1", "a0", "b2", "b3");
    }

    @Test
    void shouldPassOverATenantUntilItIsAdmittedAgain() {
        // Given
        TenantQueues<Integer, String> queues = queues(100, Map.of());
        offer(queues, "a", 2);
        offer(queues, "b", 1);
        String first = queues.next(tenant -> !tenant.equals("a"));
        String none = queues.next(_ -> true);

        // When
        queues.admit("a");

        // Then
        assertThat(first).isEqualTo("b0");
        assertThat(none).isNull();
        assertThat(drain(queues)).containsExactly("a0", "a1");
    }

    @Test
    void shouldHoldOnlyTheSourcesThatFillAQueue() {
        // Given
        TenantQueues<Integer, String> queues = queues(4, Map.of());
        offer(queues, "quiet", 1, 2);

        // When
        offer(queues, "flood", 4, 1);

        // Then
        assertThat(queues.held()).containsExactly(1);
    }

    @Test
    void shouldReleaseASourceWhenHalfOfTheQueueIsServed() {
        // Given
        TenantQueues<Integer, String> queues = queues(4, Map.of());
        offer(queues, "flood", 4, 1);
        queues.next(_ -> true);
        boolean heldAtThree = queues.held().contains(1);

        // When
        queues.next(_ -> true);

        // Then
        assertThat(heldAtThree).isTrue();
        assertThat(queues.held()).isEmpty();
    }

    @Test
    void shouldHoldASourceUntilAllQueuesThatItFillsAreServed() {
        // Given
        TenantQueues<Integer, String> queues = queues(2, Map.of());
        offer(queues, "a", 2, 1);
        offer(queues, "b", 2, 1);
        queues.next(tenant -> tenant.equals("a"));
        boolean heldByOne = queues.held().contains(1);

        // When
        queues.next(tenant -> tenant.equals("b"));

        // Then
        assertThat(heldByOne).isTrue();
        assertThat(queues.held()).isEmpty();
    }

    @Test
    void shouldForgetRemovedCommandsAndReleaseTheirSources() {
        // Given
        TenantQueues<Integer, String> queues = queues(2, Map.of());
        offer(queues, "a", 3, 1);
        offer(queues, "b", 1, 2);

        // When
        queues.removeIf(command -> command.startsWith("a"));

        // Then
        assertThat(queues.held()).isEmpty();
        assertThat(queues.depths()).containsExactly(Map.entry("b", 1));
        assertThat(drain(queues)).containsExactly("b0");
        assertThat(queues.size()).isZero();
    }

    private static TenantQueues<Integer, String> queues(int capacity, Map<String, Integer> weights) {
        return new TenantQueues<>(capacity, tenant -> weights.getOrDefault(tenant, 1), _ -> 1);
    }

    private static void offer(TenantQueues<Integer, String> queues, String tenant, int count) {
        offer(queues, tenant, count, 0);
    }

    private static void offer(TenantQueues<Integer, String> queues, String tenant, int count, int source) {
        for (int i = 0; i < count; i++) {
            queues.offer(tenant, source, tenant + i);
        }
    }

    private static List<String> drain(TenantQueues<Integer, String> queues) {
        List<String> served = new ArrayList<>();
        for (String next = queues.next(_ -> true); next != null; next = queues.next(_ -> true)) {
            served.add(next);
        }
        return served;
    }
}
