package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HouseRulesTest {

    private static final String MARKED = "@org.jspecify.annotations.NullMarked package io.millrace.%s;";

    @Test
    void shouldHoldForTheRulesThemselves() {
        // Given
        var rules = HouseRules.of("io.millrace.architecture");

        // When / Then
        assertThatCode(rules::check).doesNotThrowAnyException();
    }

    @Test
    void shouldAcceptModuleWithoutClasses() {
        // Given
        var rules = HouseRules.of("io.millrace.nothing");

        // When / Then
        assertThatCode(rules::check).doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryBrokenRuleAtOnce() {
        // Given
        var classes = Fixture.compile(
                "package io.millrace.sample.engine; class RunManager { Object now = java.time.Instant.now(); }");

        // When / Then
        assertThatThrownBy(() -> HouseRules.of("io.millrace.sample").check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a clock is read")
                .hasMessageContaining("ends with Manager")
                .hasMessageContaining("not @NullMarked");
    }

    @Test
    void shouldLetAssemblyKnowServices() {
        // Given
        var classes = Fixture.compile(
                MARKED.formatted("audit"),
                MARKED.formatted("standalone"),
                "package io.millrace.audit; public class AuditApplication {}",
                "package io.millrace.standalone; class Server { io.millrace.audit.AuditApplication audit; }");

        // When / Then
        assertThatCode(() -> HouseRules.ofAssembly("io.millrace.standalone").check(classes))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> HouseRules.of("io.millrace.standalone").check(classes))
                .hasMessageContaining("AuditApplication");
    }
}
