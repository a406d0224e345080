package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void shouldHoldInThisModule() {
        // Given
        var rules = HouseRules.of("io.millrace.cli");

        // When / Then
        assertThatCode(rules::check).doesNotThrowAnyException();
    }
}
