package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final String WHOLE = """
            {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return MillraceApplication.run(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldEndWithZeroWhenEverythingCameOver() throws IOException {
        // Given
        Path file = file("Whole Thing.asl.json", WHOLE);

        // When
        int code = run("import", "asl", file.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("document:\n").contains("name: whole-thing");
        assertThat(err.toString()).contains("Everything came over.");
    }

    @Test
    void shouldEndWithOneAndSayWhereWhenSomethingDidNotComeOver() throws IOException {
        // Given
        Path file = file("a.json", """
                {"StartAt": "Done",
                 "States": {"Done": {"Type": "Succeed", "Colour": "red"}}}
                """);

        // When
        int code = run("import", "asl", file.toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("Done:");
        assertThat(err.toString())
                .contains(file + ":2:41: lost: /States/Done/Colour: `Colour` has no counterpart here and was left out.")
                .contains("One thing did not come over as it was.");
    }

    @Test
    void shouldEndWithTwoAndThePlaceWhenTheFileIsNoJson() throws IOException {
        // Given
        Path file = file("a.json", "{\"StartAt\": \"x\",\n  \"States\": ]");

        // When
        int code = run("import", "asl", file.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith(file + ":2:13: This is neither JSON nor YAML");
    }

    @Test
    void shouldEndWithTwoWhenTheFileIsNotText() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("a.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        // When
        int code = run("import", "fdl", file.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("not a text in UTF-8");
    }

    @Test
    void shouldEndWithTwoWhenThereIsNoFile() {
        // Given
        Path file = folder.resolve("missing.json");

        // When
        int code = run("import", "asl", file.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file or directory `" + file + "`.");
    }

    @Test
    void shouldWriteTheDefinitionWhereItIsTold() throws IOException {
        // Given
        Path file = file("flow.yaml", "{version: v1, type: flow, steps: [{type: succeed, name: done}]}");
        Path output = folder.resolve("out.yaml");

        // When
        int code = run("import", "fdl", file.toString(), "--output", output.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(output).content().contains("name: flow").contains("- done:");
    }

    @Test
    void shouldExplainItselfWhenTheLanguageIsMissing() {
        // Given / When
        int code = run("import");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("asl").contains("fdl");
    }
}
