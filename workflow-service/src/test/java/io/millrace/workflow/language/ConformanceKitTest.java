package io.millrace.workflow.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compiles the definitions of the specification's conformance kit. The kit is not part of this repository: its folder is
 * the system property {@code millrace.ctk}, or {@code ../../shared/ctk}; without it the test is skipped.
 */
class ConformanceKitTest {

    private static final Pattern DEFINITION =
            Pattern.compile("definition:\\s*\"\"\"yaml\\R(.*?)\"\"\"", Pattern.DOTALL);

    @Test
    void shouldCompileEveryDefinition() throws IOException {
        // Given
        List<String> definitions = definitions();

        // When
        List<Compilation> compilations =
                definitions.stream().map(Compiling.COMPILER::compile).toList();

        // Then
        List<Compilation> refused = compilations.stream()
                .filter(Compilation.Refused.class::isInstance)
                .toList();
        assertThat(compilations).hasSize(21);
        assertThat(refused).isEmpty();
    }

    private static List<String> definitions() throws IOException {
        Path features = Stream.of(System.getProperty("millrace.ctk", ""), "../../shared/ctk", "../../../shared/ctk")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("features"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("none"));
        assumeTrue(Files.isDirectory(features), "the conformance kit is not here; set -Dmillrace.ctk=<folder>");
        List<String> definitions = new ArrayList<>();
        try (Stream<Path> files = Files.list(features)) {
            for (Path file : files.sorted().toList()) {
                Matcher definition = DEFINITION.matcher(Files.readString(file));
                while (definition.find()) {
                    definitions.add(definition.group(1).stripIndent());
                }
            }
        }
        return definitions;
    }
}
