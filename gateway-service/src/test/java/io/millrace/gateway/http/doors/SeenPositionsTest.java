package io.millrace.gateway.http.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.run.RunPosition;
import org.junit.jupiter.api.Test;

class SeenPositionsTest {
    private static final RunPosition EARLY = new RunPosition(3, 7);
    private static final RunPosition LATE = new RunPosition(3, 9);

    private final SeenPositions positions = new SeenPositions();

    @Test
    void shouldKeepTheNewestPositionOfARun() {
        // Given
        positions.remember("shop", "run", LATE);

        // When
        positions.remember("shop", "run", EARLY);

        // Then
        assertThat(positions.ofRun("shop", "run")).isEqualTo(LATE);
    }

    @Test
    void shouldNotTellATenantAboutTheRunOfAnother() {
        // When
        positions.remember("shop", "run", EARLY);

        // Then
        assertThat(positions.ofRun("bank", "run")).isNull();
        assertThat(positions.ofTenant("bank")).isNull();
    }

    @Test
    void shouldLetListsFollowTheLastWriteOfTheTenant() {
        // Given
        positions.remember("shop", "run", LATE);

        // When
        positions.remember("shop", "other run", EARLY);

        // Then
        assertThat(positions.ofTenant("shop")).isEqualTo(EARLY);
    }
}
