package io.millrace.blobs.s3;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void shouldHoldInThisModule() {
        // Given
        var rules = HouseRules.of("io.millrace.blobs");

        // When / Then
        assertThatCode(rules::check).doesNotThrowAnyException();
    }
}
