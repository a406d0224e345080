package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreRulesTest {

    private static final Rooms ROOMS = new Rooms("io.millrace.sample");

    @Test
    void shouldAcceptCoreThatDecidesFromItsArgumentsAlone() {
        // Given
        var core = """
                package io.millrace.sample.engine;
                record Decision(java.time.Instant at, java.net.URI source, java.util.List<int[]> counts) {
                    static Decision decide(java.time.Instant now) {
                        var key = new String(new byte[0], java.nio.charset.StandardCharsets.UTF_8);
                        return new Decision(now.plusSeconds(1), java.net.URI.create("a:" + key), java.util.List.of());
                    }
                }
                """;

        // When
        var classes = Fixture.compile(core);

        // Then
        assertThat(CoreRules.coreDependsOnlyOnPureThings(ROOMS)
                        .evaluate(classes)
                        .hasViolation())
                .isFalse();
        assertThat(CoreRules.coreReadsNoClock(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
        assertThat(CoreRules.coreThrowsNoDice(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
        assertThat(CoreRules.coreTouchesNoOutside(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
    }

    @Test
    void shouldRefuseCoreThatKnowsFramework() {
        // Given
        var framework = "package org.springframework.kafka.core; public class KafkaTemplate {}";
        var core = """
                package io.millrace.sample.engine;
                class Decision { org.springframework.kafka.core.KafkaTemplate[] kafka; }
                """;

        // When
        var result = complaint(CoreRules.coreDependsOnlyOnPureThings(ROOMS), framework, core);

        // Then
        assertThat(result).contains("KafkaTemplate", "let the core declare an interface");
    }

    @Test
    void shouldRefuseCoreThatKnowsAdapter() {
        // Given
        var adapter = "package io.millrace.sample.store; public class RunStore {}";
        var core = "package io.millrace.sample.engine; class Decision { io.millrace.sample.store.RunStore store; }";

        // When
        var result = complaint(CoreRules.coreDependsOnlyOnPureThings(ROOMS), adapter, core);

        // Then
        assertThat(result).contains("RunStore");
    }

    @Test
    void shouldRefuseCoreThatKnowsWiring() {
        // Given
        var wiring = "package io.millrace.sample; public class SampleApplication {}";
        var core = "package io.millrace.sample.engine; class Decision { io.millrace.sample.SampleApplication app; }";

        // When
        var result = complaint(CoreRules.coreDependsOnlyOnPureThings(ROOMS), wiring, core);

        // Then
        assertThat(result).contains("SampleApplication");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "java.time.Clock.systemUTC()",
                "java.time.ZoneId.systemDefault()",
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "new java.util.Date()",
                "(java.util.function.Supplier<Object>) java.time.Instant::now"
            })
    void shouldRefuseCoreThatReadsClock(String expression) {
        // Given
        var core = coreWith(expression);

        // When
        var result = complaint(CoreRules.coreReadsNoClock(ROOMS), core);

        // Then
        assertThat(result).contains("take the time from the record");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math.random()",
                "java.util.UUID.randomUUID()",
                "new java.util.Random(1)",
                "new java.security.SecureRandom()",
                "java.util.concurrent.ThreadLocalRandom.current().nextInt()",
                "new java.util.SplittableRandom()",
                "(java.util.function.Supplier<Object>) java.util.UUID::randomUUID"
            })
    void shouldRefuseCoreThatDrawsAtRandom(String expression) {
        // Given
        var core = coreWith(expression);

        // When
        var result = complaint(CoreRules.coreThrowsNoDice(ROOMS), core);

        // Then
        assertThat(result).contains("derive them from the run id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.io.File(\"a\")",
                "java.nio.file.Path.of(\"a\")",
                "new java.net.Socket()",
                "java.net.http.HttpClient.newHttpClient()",
                "java.util.logging.Logger.getGlobal()",
                "System.getLogger(\"a\")",
                "System.getenv(\"A\")",
                "System.out",
                "Thread.currentThread()",
                "new ProcessBuilder()"
            })
    void shouldRefuseCoreThatReachesOutside(String expression) {
        // Given
        var core = coreWith(expression);

        // When
        var result = complaint(CoreRules.coreTouchesNoOutside(ROOMS), core);

        // Then
        assertThat(result).contains("let an adapter do it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.millrace.sample", "io.millrace.sample.kafka", "io.millrace.sample.lake.export"})
    void shouldLeaveWiringAndAdaptersFree(String room) {
        // Given
        var free = """
                package %s;
                class Reader {
                    Object time = java.time.Instant.now();
                    Object chance = new java.util.Random();
                    Object file = new java.io.File("a");
                }
                """.formatted(room);

        // When
        var classes = Fixture.compile(free);

        // Then
        assertThat(CoreRules.coreReadsNoClock(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
        assertThat(CoreRules.coreThrowsNoDice(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
        assertThat(CoreRules.coreTouchesNoOutside(ROOMS).evaluate(classes).hasViolation())
                .isFalse();
    }

    private static String coreWith(String expression) {
        return """
                package io.millrace.sample.engine;
                class Decision { @SuppressWarnings("unused") Object decide() throws Exception { return %s; } }
                """.formatted(expression);
    }

    private static String complaint(ArchRule rule, String... sources) {
        return rule.evaluate(Fixture.compile(sources)).getFailureReport().toString();
    }
}
