package io.millrace.gateway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
    /** The order that semver.org, section 11, gives as an example, and numbers beside it. */
    private static final List<String> ASCENDING = List.of(
            "0.9.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2.0",
            "1.10.0",
            "2.0.0",
            "10.0.0",
            "99999999999999999999.0.0");

    @RepeatedTest(5)
    void shouldOrderVersions() {
        // Given
        long seed = System.nanoTime();
        List<SemanticVersion> shuffled = new ArrayList<>(
                ASCENDING.stream().map(SemanticVersionTest::version).toList());
        Collections.shuffle(shuffled, new Random(seed));

        // When
        Collections.sort(shuffled);

        // Then
        assertThat(shuffled)
                .as("seed " + seed)
                .extracting(SemanticVersion::text)
                .isEqualTo(ASCENDING);
    }

    @Test
    void shouldTellBuildsApart() {
        // Given
        SemanticVersion one = version("1.0.0+a");

        // When
        int order = one.compareTo(version("1.0.0+b"));

        // Then
        assertThat(order).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.0", "01.0.0", "1.0.0-", "1.0.0+", "v1.0.0", "1.0.0 ", "1.-1.0", "latest"})
    void shouldReadNothingElse(String text) {
        // Given / When
        var version = SemanticVersion.parse(text);

        // Then
        assertThat(version).isEmpty();
    }

    @Test
    void shouldGiveTheNextPatch() {
        // Given
        SemanticVersion version = version("1.2.9-rc.1");

        // When
        SemanticVersion next = version.nextPatch();

        // Then
        assertThat(next).isEqualTo(version("1.2.10"));
    }

    private static SemanticVersion version(String text) {
        return SemanticVersion.parse(text).orElseThrow();
    }
}
