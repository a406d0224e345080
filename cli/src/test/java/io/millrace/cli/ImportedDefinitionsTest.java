package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.dsl.Imported;
import io.millrace.cli.source.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each definition of the test resources beside what it comes to. Run with {@code -Dmillrace.golden=write} after a change
 * of the translation, and read what changed.
 */
class ImportedDefinitionsTest {

    static List<Path> sources() {
        return Sources.all();
    }

    @Test
    void shouldCoverEveryDialectWithThirtyDefinitions() {
        // Given / When / Then
        assertThat(Sources.all()).hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldPassTheCompilerOfDefinitions(Path source) {
        // Given
        Imported imported = Sources.bring(source, Sources.text(source));

        // When
        List<String> problems = CompilationOfImports.problems(imported.yaml());

        // Then
        assertThat(problems).as(imported.yaml()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldComeToWhatStandsBesideIt(Path source) throws IOException {
        // Given
        Path definition = beside(source, ".golden.yaml");
        Path report = beside(source, ".golden.txt");

        // When
        Imported imported = Sources.bring(source, Sources.text(source));
        String findings =
                imported.findings().stream().map(ImportedDefinitionsTest::line).collect(Collectors.joining());
        if ("write".equals(System.getProperty("millrace.golden"))) {
            Files.writeString(definition, imported.yaml());
            Files.writeString(report, findings);
        }

        // Then
        assertThat(imported.yaml()).isEqualTo(Sources.text(definition));
        assertThat(findings).isEqualTo(Sources.text(report));
    }

    private static Path beside(Path source, String ending) {
        return Path.of(source.toString().replaceFirst("\\.(json|yaml)$", ending));
    }

    private static String line(Finding finding) {
        return finding.place().line() + " " + finding.kind().word() + " " + finding.pointer() + ": "
                + finding.sentence() + "\n";
    }
}
