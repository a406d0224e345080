package io.millrace.workflow.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.DeepStackThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tasks that the page about the language shows can be published as they stand there. */
class DocumentedTasksTest {
    private static final Path PAGE = Path.of("../docs/language.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static List<String> examples() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThan(2);
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldCompileWhatThePageShows(String tasks) {
        // Given
        String definition =
                "document: {dsl: '1.0.3', namespace: docs, name: shown, version: '1.0.0'}\ndo:\n" + tasks.indent(2);

        // When
        Compilation compilation = new Compiler(new DeepStackThread()).compile(definition);

        // Then
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    }
}
