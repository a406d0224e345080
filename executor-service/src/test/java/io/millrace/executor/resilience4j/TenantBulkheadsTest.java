package io.millrace.executor.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.dispatch.TenantGate;
import io.millrace.executor.dispatch.TenantGate.Entry;
import io.millrace.executor.step.TenantRules;
import io.millrace.schemas.egress.EgressRule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TenantBulkheadsTest {
    private TenantRules rules = rules(2, 0);
    private final TenantGate gate = new TenantBulkheads(_ -> rules, 5);

    @Test
    void shouldAdmitAsManyStepsAsTheQuotaAllows() {
        // Given
        gate.enter("acme");
        gate.enter("acme");

        // When
        Entry third = gate.enter("acme");
        Entry other = gate.enter("globex");

        // Then
        assertThat(third).isInstanceOf(Entry.Full.class);
        assertThat(other).isInstanceOf(Entry.Open.class);
    }

    @Test
    void shouldAdmitAgainWhenAStepHasLeft() {
        // Given
        gate.enter("acme");
        gate.enter("acme");

        // When
        gate.leave("acme");

        // Then
        assertThat(gate.enter("acme")).isInstanceOf(Entry.Open.class);
        assertThat(gate.enter("acme")).isInstanceOf(Entry.Full.class);
    }

    @Test
    void shouldHoldATenantWithoutQuotaToTheExecutorsCeiling() {
        // Given
        rules = rules(0, 0);

        // When
        long open = Stream.generate(() -> gate.enter("acme"))
                .limit(9)
                .filter(Entry.Open.class::isInstance)
                .count();

        // Then
        assertThat(open).isEqualTo(5);
    }

    @Test
    void shouldFollowAChangedQuota() {
        // Given
        gate.enter("acme");
        gate.enter("acme");

        // When
        rules = rules(3, 0);

        // Then
        assertThat(gate.enter("acme")).isInstanceOf(Entry.Open.class);
        assertThat(gate.enter("acme")).isInstanceOf(Entry.Full.class);
    }

    @Test
    void shouldAskATenantOverItsRateToComeLater() {
        // Given
        rules = rules(5, 1);
        Stream.generate(() -> gate.enter("acme")).limit(2).forEach(_ -> gate.leave("acme"));

        // When
        Entry entry = gate.enter("acme");

        // Then
        assertThat(entry)
                .isInstanceOfSatisfying(
                        Entry.Later.class,
                        later -> assertThat(later.time()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(2)));
    }

    @Test
    void shouldTakeNoPlaceForATenantOverItsRate() {
        // Given
        rules = rules(1, 1);
        gate.enter("acme");
        gate.leave("acme");
        gate.enter("acme");
        rules = rules(1, 0);

        // When
        Entry entry = gate.enter("acme");

        // Then
        assertThat(entry).isInstanceOf(Entry.Open.class);
    }

    private static TenantRules rules(int concurrentSteps, int stepsPerSecond) {
        return new TenantRules(1, concurrentSteps, stepsPerSecond, EgressRule.PUBLIC_ONLY);
    }
}
