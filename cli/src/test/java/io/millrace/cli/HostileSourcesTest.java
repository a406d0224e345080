package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.asl.AslImport;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.fdl.FdlImport;
import io.millrace.cli.source.SourceText;
import io.millrace.cli.source.UnreadableSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, it comes over or is refused in a sentence. */
class HostileSourcesTest {

    private static final int MUTATIONS = 20_000;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e309",
            "99999999999999999999",
            "$",
            "$.",
            "$$",
            "$$.Task.Token",
            "{% ",
            " %}",
            "States.Format('{}')",
            "(",
            ")",
            "..",
            "[*]",
            "\n",
            "\t",
            "- ",
            "&a ",
            "*a",
            "!!x ",
            "\\u0000",
            "\u0000",
            "😀",
            "Next",
            "End",
            "Type",
            "\"Map\"",
            "\"Choice\"",
            "#",
            "|",
            "&&",
            "!",
            "${",
            "/",
            "`");

    @Test
    void shouldBringOverOrRefuseWhateverAMutationMakes() {
        // Given
        List<Path> sources = Sources.all();
        List<String> texts = sources.stream().map(Sources::text).toList();
        long start = Long.getLong("millrace.fuzz.seed", 20_261_120L);

        // When / Then
        for (int i = 0; i < MUTATIONS; i++) {
            long seed = start + i;
            Random random = new Random(seed);
            int chosen = random.nextInt(sources.size());
            String text = mutated(texts.get(chosen), random);
            try {
                Imported imported = Assertions.assertTimeout(
                        Duration.ofSeconds(5), () -> Sources.bring(sources.get(chosen), text), () -> "seed " + seed);
                if (i % 20 == 0) {
                    assertThat(CompilationOfImports.problems(imported.yaml()))
                            .as("seed %d of %s: %s", seed, sources.get(chosen), imported.yaml())
                            .isEmpty();
                }
            } catch (UnreadableSource refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).endsWith(".");
                assertThat(refused.place().line()).as("seed %d", seed).isPositive();
            } catch (RuntimeException | StackOverflowError broken) {
                throw new AssertionError("seed " + seed + " of " + sources.get(chosen) + ":\n" + text, broken);
            }
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(changed.length());
            int length = Math.min(random.nextInt(12), changed.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> changed.delete(at, at + length);
                case 1 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> changed.replace(at, at + length, PIECES.get(random.nextInt(PIECES.size())));
                default -> changed.insert(at, text, length, Math.min(text.length(), length + random.nextInt(200)));
            }
        }
        return changed.toString();
    }

    @Test
    void shouldRefuseAliasesThatExpandWithoutBound() {
        // Given
        StringBuilder bomb = new StringBuilder("States: &a0 {x: y}\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("k")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }

        // When / Then
        assertThatThrownBy(() -> AslImport.read(bomb.toString(), "bomb"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("aliases are written out");
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        // Given
        String text = "x".repeat(SourceText.LONGEST + 1);

        // When / Then
        assertThatThrownBy(() -> FdlImport.read(text, "long"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("at most 1048576");
    }

    @Test
    void shouldRefuseATextThatIsNestedTooDeeply() {
        // Given
        String text = "{\"States\": " + "[".repeat(100) + "]".repeat(100) + "}";

        // When / Then
        assertThatThrownBy(() -> AslImport.read(text, "deep"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("deeper than 64");
    }

    @Test
    void shouldRefuseWhatWouldBeNestedTooDeeplyOnceTranslated() {
        // Given
        String state = "{\"Type\": \"Pass\", \"End\": true}";
        for (int i = 0; i < 17; i++) {
            state = "{\"Type\": \"Map\", \"Iterator\": {\"StartAt\": \"A\", \"States\": {\"A\": " + state
                    + "}}, \"ResultPath\": \"$.x\", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"A\"}],"
                    + " \"End\": true}";
        }
        String text = "{\"StartAt\": \"A\", \"States\": {\"A\": " + state + "}}";

        // When / Then
        assertThatThrownBy(() -> AslImport.read(text, "deep"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("too deeply");
    }

    @Test
    void shouldRefuseMoreStatesThanAnybodyNeeds() {
        // Given
        StringBuilder states = new StringBuilder("{\"StartAt\": \"s0\", \"States\": {");
        for (int i = 0; i < 5_001; i++) {
            states.append(i == 0 ? "" : ",").append("\"s").append(i).append("\": {\"Type\": \"Succeed\"}");
        }

        // When / Then
        assertThatThrownBy(() -> AslImport.read(states + "}}", "many"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageContaining("at most 5000");
    }
}
