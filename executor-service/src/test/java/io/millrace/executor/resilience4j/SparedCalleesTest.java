package io.millrace.executor.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.Callee;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Failed;
import io.millrace.executor.step.StepOutcome.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparedCalleesTest {
    private static final Callee SHOP = new Callee("acme", "shop.example:443");
    private static final StepOutcome OUTPUT = new StepOutcome.Succeeded("{}");

    private final SparedCallees callees = new SparedCallees(
            new ResilienceProperties.Breaker(50, 4, Duration.ofSeconds(10), Duration.ofMinutes(1), 2));
    private int calls;

    @Test
    void shouldLeaveACalleeAloneThatFailsAgainAndAgain() {
        // Given
        repeat(4, SHOP, failed(Fault.CALLEE));

        // When
        StepOutcome outcome = call(SHOP, OUTPUT);

        // Then
        assertThat(calls).isEqualTo(4);
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().status()).isEqualTo(503);
            assertThat(failed.error().type()).isEqualTo(StepError.COMMUNICATION);
            assertThat(failed.error().detail()).contains("shop.example:443");
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REQUEST", "ANSWER"})
    void shouldNotBlameACalleeForWhatIsNotItsFault(Fault fault) {
        // Given
        repeat(50, SHOP, failed(fault));

        // When
        StepOutcome outcome = call(SHOP, OUTPUT);

        // Then
        assertThat(outcome).isEqualTo(OUTPUT);
    }

    @Test
    void shouldNotBlameACalleeThatWasNeverAsked() {
        // Given
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> callees.call(SHOP, () -> {
                        throw new RefusedException(StepError.configuration("no"));
                    }))
                    .isInstanceOf(RefusedException.class);
        }

        // When
        StepOutcome outcome = call(SHOP, OUTPUT);

        // Then
        assertThat(outcome).isEqualTo(OUTPUT);
    }

    @Test
    void shouldBlameACalleeForACallThatHadToBeCancelled() {
        // Given
        for (int i = 0; i < 4; i++) {
            callees.call(SHOP, CompletableFuture::new).toCompletableFuture().cancel(true);
        }

        // When
        StepOutcome outcome = call(SHOP, OUTPUT);

        // Then
        assertThat(outcome).isInstanceOf(Failed.class);
    }

    @Test
    void shouldLetACancellationReachTheCall() {
        // Given
        CompletableFuture<StepOutcome> call = new CompletableFuture<>();
        CompletionStage<StepOutcome> stage = callees.call(SHOP, () -> call);

        // When
        stage.toCompletableFuture().cancel(true);

        // Then
        assertThat(call).isCancelled();
    }

    @Test
    void shouldNotLetOneTenantsFailuresCloseTheWayForAnother() {
        // Given
        repeat(4, SHOP, failed(Fault.CALLEE));

        // When
        StepOutcome outcome = call(new Callee("globex", SHOP.name()), OUTPUT);

        // Then
        assertThat(outcome).isEqualTo(OUTPUT);
    }

    private void repeat(int times, Callee callee, StepOutcome outcome) {
        for (int i = 0; i < times; i++) {
            call(callee, outcome);
        }
    }

    private StepOutcome call(Callee callee, StepOutcome outcome) {
        return callees.call(callee, () -> {
                    calls++;
                    return CompletableFuture.completedFuture(outcome);
                })
                .toCompletableFuture()
                .resultNow();
    }

    private static StepOutcome failed(Fault fault) {
        return new Failed(StepError.communication(500, "shop.example answered 500"), fault);
    }
}
