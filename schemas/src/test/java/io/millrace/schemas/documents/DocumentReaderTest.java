package io.millrace.schemas.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.documents.DocumentReader.Reading;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading YAML and JSON from anyone. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class DocumentReaderTest {

    private static JsonNode document(String text) {
        Reading reading = DocumentReader.read(text);
        assertThat(reading).isInstanceOf(Reading.Document.class);
        return ((Reading.Document) reading).root();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    private static Problem problem(String text) {
        Reading reading = DocumentReader.read(text);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).problems().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    null, ~, Null            => [null,null,null]
                    true, False              => [true,false]
                    yes, no, on, off, y      => ["yes","no","on","off","y"]
                    12, -7, +3, 0o17, 0xff   => [12,-7,3,15,255]
                    010, 1_000, 1:30         => [10,"1_000","1:30"]
                    1.5, .5, -1e3, 3.        => [1.5,0.5,-1000.0,3.0]
                    12345678901234567890     => [12345678901234567890]
                    "12", 'true', !!str 12   => ["12","true","12"]
                    1.0.3, 2024-01-31, a: b  => ["1.0.3","2024-01-31",{"a":"b"}]
                    "a\\u00e9\\n"            => ["aé\\n"]
                    """)
    void shouldReadScalarsByTheCoreSchemaOfYaml12(String words, String json) {
        // When
        JsonNode document = document("[" + words.replace("\\\\", "\\") + "]");

        // Then
        assertThat(document).isEqualTo(json(json.replace("\\\\", "\\")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, 2.5, \"x\", true, null], \"b\": {\"c\": \"\\u00e9\\/\"}}",
                "{\n\t\"a\": [\n\t\t1,\n\t\t2\n\t],\n\t\"b\"\t:\t\"c\"\n}",
                "{\"a\": \"\\ud83d\\ude00 \\t \\\" \\\\ \", \"b\":1,\"c\":[]}",
                "[]",
                "  {}  "
            })
    void shouldReadJson(String json) {
        // When
        JsonNode document = document(json);

        // Then
        assertThat(document).isEqualTo(json(json));
    }

    @Test
    void shouldWriteAliasesOut() {
        // When
        JsonNode document = document("base: &b {x: 1}\nuse: [*b, *b]\n");

        // Then
        assertThat(document).isEqualTo(json("{\"base\":{\"x\":1},\"use\":[{\"x\":1},{\"x\":1}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    a: 1\\nb: 2\\na: 3            => 3 => 1 => The property `a` is given twice.
                    a: {b: 1, "b": 2}             => 1 => 11 => The property `b` is given twice.
                    a: !java.net.URL x            => 1 => 4 => The tag `!java.net.URL` is not allowed
                    a: !!binary aGk=              => 1 => 4 => The tag `tag:yaml.org,2002:binary` is not allowed
                    a: .nan                       => 1 => 4 => `.nan` is a number that JSON cannot hold
                    a: 1e999                      => 1 => 4 => `1e999` is a number that JSON cannot hold
                    a: &x [*x]                    => 1 => 8 => The alias `*x` refers to nothing before it
                    a: {<<: {b: 1}}               => 1 => 5 => The merge key `<<` is not part of YAML 1.2
                    [a]: 1                        => 1 => 1 => The name of a property must be a plain text.
                    a: 1\\n---\\nb: 2             => 2 => 1 => There is more than one document in the text
                    a: [1, 2                      => 1 => 9 => This is not valid YAML
                    a: 1\\n b: 2                  => 2 => 3 => This is not valid YAML
                    a: "x                         => 1 => 6 => This is not valid YAML
                    # nothing but a comment       => 1 => 1 => The document is empty
                    """)
    void shouldSayWhereAndWhy(String text, int line, int column, String detail) {
        // When
        Problem problem = problem(text.replace("\\\\n", "\n").replace("\\n", "\n"));

        // Then
        assertThat(problem.detail()).startsWith(detail);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.column()).isEqualTo(column);
    }

    @Test
    void shouldReportSeveralMistakesAtOnce() {
        // When
        Reading reading = DocumentReader.read("a: 1\na: 2\nb: !x 1\n");

        // Then
        assertThat(((Reading.Unreadable) reading).problems()).hasSize(2);
    }

    @Test
    void shouldRefuseABillionLaughs() {
        // Given
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(8), i - 1));
        }

        // When
        Problem problem = problem(bomb.toString());

        // Then
        assertThat(problem.detail()).contains("aliases");
    }

    @Test
    void shouldRefuseALongTextRepeatedByAliases() {
        // Given
        String text = "a: &a '" + "x".repeat(1_000) + "'\nb: [" + "*a, ".repeat(2_000) + "]\n";

        // When
        Problem problem = problem(text);

        // Then
        assertThat(problem.detail()).contains("characters when its aliases are written out");
    }

    @Test
    void shouldRefuseNestingThroughAliases() {
        // Given
        StringBuilder tower = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 100; i++) {
            tower.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        // When
        Problem problem = problem(tower.toString());

        // Then
        assertThat(problem.detail()).contains("nested deeper than 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void shouldRefuseDeepNesting(String opening) {
        // Given
        String text = opening.repeat(100_000);

        // When
        Problem problem = problem(text);

        // Then
        assertThat(problem.detail()).contains("nested deeper than 64");
    }

    @Test
    void shouldAcceptNestingUpToTheLimit() {
        // Given
        String text = "[".repeat(64) + "]".repeat(64);

        // When
        JsonNode document = document(text);

        // Then
        assertThat(document.isArray()).isTrue();
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        // Given
        String text = "a: " + "x".repeat(DocumentReader.LONGEST);

        // When
        Problem problem = problem(text);

        // Then
        assertThat(problem.detail()).contains("at most 1048576");
    }

    @Test
    void shouldReadALongTextQuickly() {
        // Given
        String text = "- {name: value, other: [1, 2, 3]}\n".repeat(20_000);

        // When
        JsonNode document = document(text);

        // Then
        assertThat(document).hasSize(20_000);
    }
}
