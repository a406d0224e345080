package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.step.StepKey;
import io.millrace.schemas.RunId;
import org.junit.jupiter.api.Test;

class RecentlyPerformedTest {
    private final RecentlyPerformed<String> memory = new RecentlyPerformed<>(2);

    @Test
    void shouldKnowWhatIsAtWork() {
        // When
        memory.begin(key(1, 1), "work");

        // Then
        assertThat(memory.atWork(key(1, 1))).isEqualTo("work");
        assertThat(memory.done(key(1, 1))).isFalse();
    }

    @Test
    void shouldRememberWhatWasDone() {
        // Given
        memory.begin(key(1, 1), "work");

        // When
        memory.finish(key(1, 1));

        // Then
        assertThat(memory.atWork(key(1, 1))).isNull();
        assertThat(memory.done(key(1, 1))).isTrue();
    }

    @Test
    void shouldTellAttemptsApart() {
        // When
        memory.finish(key(1, 1));

        // Then
        assertThat(memory.done(key(1, 2))).isFalse();
        assertThat(memory.done(key(2, 1))).isFalse();
    }

    @Test
    void shouldForgetWhatWasDoneLongestAgo() {
        // Given
        memory.finish(key(1, 1));
        memory.finish(key(2, 1));

        // When
        memory.finish(key(3, 1));

        // Then
        assertThat(memory.done(key(1, 1))).isFalse();
        assertThat(memory.done(key(2, 1))).isTrue();
        assertThat(memory.done(key(3, 1))).isTrue();
    }

    private static StepKey key(int position, int attempt) {
        return new StepKey(new RunId(1, 2), position, attempt);
    }
}
