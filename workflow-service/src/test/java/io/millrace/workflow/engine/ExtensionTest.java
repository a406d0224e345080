package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtensionTest {
    private static final String AROUND = """
            use:
              extensions:
                - note:
                    extend: set
                    before: [{b: {set: '${ . + ["before"] }'}}]
                    after: [{a: {set: '${ . + ["after"] }'}}]
            """;

    @Test
    void shouldRunBeforeAndAfterATask() {
        // Given
        Play run = Play.of(AROUND + "do: [{t: {set: '${ . + [\"task\"] }'}}]");

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[\"before\",\"task\",\"after\"]");
    }

    @Test
    void shouldNotExtendOtherTasks() {
        // Given
        Play run = Play.of(AROUND + "do: [{t: {switch: [{d: {then: continue}}]}}]");

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[]");
    }

    @Test
    void shouldSkipTheTaskWhenWhatIsBeforeItExits() {
        // Given
        Play run = Play.of("""
                use:
                  extensions:
                    - cached:
                        extend: call
                        before: [{hit: {if: .cached != null, set: '${ .cached }', then: exit}}]
                do: [{ask: {call: echo}}, {after: {set: '${ {got: .} }'}}]
                """);

        // When
        run.started("{\"cached\": 5}");

        // Then
        assertThat(run.output()).isEqualTo("{\"got\":5}");
    }

    @Test
    void shouldGoWhereTheTaskSaysAfterWhatIsAfterIt() {
        // Given
        Play run = Play.of("""
                use:
                  extensions: [{note: {extend: switch, after: [{a: {set: '${ . + {noted: true} }'}}]}}]
                do:
                  - choose: {switch: [{far: {when: .far, then: end1}}]}
                  - near: {set: '${ . + {near: true} }'}
                  - end1: {set: '${ . + {end: true} }'}
                """);

        // When
        run.started("{\"far\": true}");

        // Then
        assertThat(run.output()).isEqualTo("{\"far\":true,\"noted\":true,\"end\":true}");
    }

    @Test
    void shouldRunOnlyWhenItsConditionHolds() {
        // Given
        Play run = Play.of("""
                use: {extensions: [{note: {extend: all, when: .note, before: [{b: {set: {noted: true}}}]}}]}
                do: [{t: {set: '${ . }'}}]
                """);

        // When
        run.started("{\"note\": false}");

        // Then
        assertThat(run.output()).isEqualTo("{\"note\":false}");
    }

    @Test
    void shouldSurroundATaskWithTheFirstExtensionOutermost() {
        // Given
        Play run = Play.of("""
                use:
                  extensions:
                    - one: {extend: all, before: [{b1: {set: '${ . + ["1"] }'}}], after: [{a1: {set: '${ . + ["/1"] }'}}]}
                    - two: {extend: set, before: [{b2: {set: '${ . + ["2"] }'}}], after: [{a2: {set: '${ . + ["/2"] }'}}]}
                do: [{t: {set: '${ . + ["t"] }'}}]
                """);

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[\"1\",\"2\",\"t\",\"/2\",\"/1\"]");
    }

    @Test
    void shouldExtendTasksInsideOthers() {
        // Given
        Play run = Play.of(AROUND + "do: [{group: {do: [{t: {set: '${ . + [1] }'}}]}}]");

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[\"before\",1,\"after\"]");
    }
}
