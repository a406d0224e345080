package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingRulesTest {

    private static final Rooms ROOMS = new Rooms("io.millrace.sample");
    private static final String GOOD = "package io.millrace.sample.engine; class Decision {}";

    @Test
    void shouldAcceptRoomNamedAfterConcept() {
        // Given
        var rule = NamingRules.roomsAreNamedAfterWhatTheyHold(ROOMS);

        // When
        var result = complaint(rule, GOOD);

        // Then
        assertThat(result).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "config", "dto", "impl", "model", "service", "util", "util.text"})
    void shouldRefuseRoomNamedAfterNothing(String room) {
        // Given
        var bad = "package io.millrace.sample.%s; class Text {}".formatted(room);

        // When
        var result = complaint(NamingRules.roomsAreNamedAfterWhatTheyHold(ROOMS), bad);

        // Then
        assertThat(result).contains("lives in a room called", "no owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Decision", "Database", "Managers", "ImplementedStep"})
    void shouldAcceptTypeNamedAfterWhatItIs(String name) {
        // Given
        var good = "package io.millrace.sample.engine; class %s { Object o = new Object() {}; }".formatted(name);

        // When
        var result = complaint(NamingRules.typesAreNamedAfterWhatTheyAre(ROOMS), good);

        // Then
        assertThat(result).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RunManager",
                "RunHelper",
                "RunUtil",
                "RunUtils",
                "RunImpl",
                "RunBase",
                "RunAbstract",
                "RunData",
                "RunInfo",
                "AbstractRun"
            })
    void shouldRefuseTypeWithEmptyWord(String name) {
        // Given
        var bad = "package io.millrace.sample.engine; class %s {}".formatted(name);

        // When
        var result = complaint(NamingRules.typesAreNamedAfterWhatTheyAre(ROOMS), bad);

        // Then
        assertThat(result).contains(name, "the glossary's word");
    }

    @Test
    void shouldRefuseNestedTypeWithEmptyWord() {
        // Given
        var bad = "package io.millrace.sample.engine; class Run { record StepInfo() {} }";

        // When
        var result = complaint(NamingRules.typesAreNamedAfterWhatTheyAre(ROOMS), bad);

        // Then
        assertThat(result).contains("StepInfo");
    }

    @Test
    void shouldAcceptMarkedRoom() {
        // Given
        var marked = "@org.jspecify.annotations.NullMarked package io.millrace.sample.engine;";

        // When
        var result = complaint(NamingRules.roomsSayWhatMayBeNull(ROOMS), marked, GOOD);

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void shouldRefuseRoomWithoutPackageInfo() {
        // Given
        var rule = NamingRules.roomsSayWhatMayBeNull(ROOMS);

        // When
        var result = complaint(rule, GOOD);

        // Then
        assertThat(result).contains("io.millrace.sample.engine, which is not @NullMarked", "add a package-info.java");
    }

    @Test
    void shouldRefuseRoomWhosePackageInfoIsNotMarked() {
        // Given
        var unmarked = "@Deprecated package io.millrace.sample.engine;";

        // When
        var result = complaint(NamingRules.roomsSayWhatMayBeNull(ROOMS), unmarked, GOOD);

        // Then
        assertThat(result).contains("which is not @NullMarked");
    }

    private static String complaint(ArchRule rule, String... sources) {
        var result = rule.evaluate(Fixture.compile(sources));
        return result.hasViolation() ? result.getFailureReport().toString() : "";
    }
}
