package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void shouldHoldInThisModule() {
        // Given
        var rules = HouseRules.ofAssembly("io.millrace.standalone");

        // When / Then
        assertThatCode(rules::check).doesNotThrowAnyException();
    }
}
