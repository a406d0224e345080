package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The console in a real browser. The tests themselves stand in {@code console/browser}, in the language of the page;
 * here they are run once, and each is told as a test of its own. Without Node or a Chromium they are skipped, with the
 * sentence that says what is missing.
 */
class ConsoleFeature {
    private static final Path CONSOLE = Path.of(System.getProperty("millrace.root", ".."), "console");
    private static final Path REPORT = CONSOLE.resolve("target/browser-report.json");
    private static final Path LOG = CONSOLE.resolve("target/browser.log");
    private static final int SOMETHING_IS_MISSING = 3;
    private static final int MINUTES = 15;

    /** What came of one test in the browser; the error is empty when it passed. */
    private record Outcome(String name, String error) {}

    @TestFactory
    Stream<DynamicTest> shouldDoInABrowserWhatItsTestsSay() throws IOException, InterruptedException {
        // Given
        Files.deleteIfExists(REPORT);

        // When
        int exit = runBrowser();

        // Then
        assumeTrue(exit != SOMETHING_IS_MISSING, () -> "console: " + said());
        assertThat(REPORT)
                .as("report of the browser's tests; they said:%n%s", said())
                .exists();
        List<Outcome> outcomes = new ArrayList<>();
        JsonNode report = new ObjectMapper().readTree(REPORT.toFile());
        report.path("suites").forEach(suite -> collect(suite, outcomes));
        assertThat(outcomes).as("tests in the browser; they said:%n%s", said()).isNotEmpty();
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.name(), () -> assertThat(outcome.error()).isEmpty()));
    }

    private static int runBrowser() throws IOException, InterruptedException {
        Files.createDirectories(LOG.getParent());
        ProcessBuilder builder = new ProcessBuilder(CONSOLE.resolve("build").toString(), "browser")
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("the browser's tests took more than " + MINUTES + " minutes:\n" + said());
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void collect(JsonNode suite, List<Outcome> outcomes) {
        suite.path("suites").forEach(inner -> collect(inner, outcomes));
        suite.path("specs")
                .forEach(spec -> outcomes.add(new Outcome(
                        suite.path("title").asText() + ": " + spec.path("title").asText(),
                        spec.path("ok").asBoolean() ? "" : errors(spec))));
    }

    private static String errors(JsonNode spec) {
        List<String> errors = new ArrayList<>();
        spec.findValues("message").forEach(message -> errors.add(message.asText()));
        return errors.isEmpty() ? "it was not run to its end" : String.join("\n", errors);
    }

    private static String said() {
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            return "(nothing: " + e.getMessage() + ")";
        }
    }
}
