package io.millrace.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever tries key after key is slowed down, and nobody else. */
class SignInsTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final SignIns signIns = new SignIns();

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            signIns.attempt(address, 0);
        }
    }

    @Test
    void shouldRefuseAnAddressThatFailedTooOftenAndSayHowLongToWait() {
        // Given
        fail("one", SignIns.PER_MINUTE);

        // When / Then
        assertThatThrownBy(() -> signIns.attempt("one", 0)).isInstanceOfSatisfying(Refused.class, refused -> {
            Duration wait = ((Refusal.TooFast) refused.refusal()).retryAfter();
            assertThat(wait).isBetween(Duration.ofMillis(2_900), Duration.ofMillis(3_100));
        });
    }

    @Test
    void shouldLetItTryAgainAfterAWhile() {
        // Given
        fail("one", SignIns.PER_MINUTE);

        // When / Then
        assertThatCode(() -> signIns.attempt("one", MINUTE / SignIns.PER_MINUTE + 120))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNotCountWhatSucceeded() {
        // Given
        for (int i = 0; i < 10 * SignIns.PER_MINUTE; i++) {
            signIns.attempt("one", 0);
            signIns.succeeded("one");
        }

        // When / Then
        assertThatCode(() -> signIns.attempt("one", 0)).doesNotThrowAnyException();
    }

    @Test
    void shouldCountEachAddressForItself() {
        // Given
        fail("one", SignIns.PER_MINUTE);

        // When / Then
        assertThatCode(() -> signIns.attempt("other", 0)).doesNotThrowAnyException();
    }

    @Test
    void shouldForgetTheAddressesThatAskedLongestAgo() {
        // Given
        fail("one", SignIns.PER_MINUTE);
        for (int i = 0; i < 10_000; i++) {
            signIns.attempt("other " + i, 0);
        }

        // When / Then
        assertThatCode(() -> signIns.attempt("one", 0)).doesNotThrowAnyException();
    }
}
