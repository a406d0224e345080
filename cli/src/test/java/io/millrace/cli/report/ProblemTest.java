package io.millrace.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldSayWhatHappenedWhereAndWhatToDo() throws JsonProcessingException {
        // Given
        var body = JSON.readTree("""
                {"title": "Unprocessable Content", "detail": "The definition has problems.",
                 "errors": [{"pointer": "/do/0/a", "line": 4, "column": 5, "detail": "must be a task"},
                            {"pointer": "", "detail": "must be an object"}]}""");

        // When
        String text = Problem.read(422, body, null).text("order.yaml");

        // Then
        assertThat(text).isEqualTo("""
                Unprocessable Content (422): The definition has problems.
                  order.yaml:4:5: /do/0/a: must be a task
                  /: must be an object
                Mend these places and try again.
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "401, MILLRACE_KEY",
        "403, role",
        "404, --tenant",
        "409, present state",
        "429, Try again in 7 s.",
        "503, Try again in 7 s."
    })
    void shouldAdviseByStatus(int status, String advice) {
        // Given
        var problem = Problem.read(status, JSON.createObjectNode(), "7");

        // When
        String text = problem.text(null);

        // Then
        assertThat(text).contains("(" + status + ")").contains(advice);
    }

    @Test
    void shouldNotLetTheServerSteerTheTerminal() {
        // Given
        var body = JSON.createObjectNode().put("title", "\u001b]0;owned\u0007").put("detail", "a\u202eb\u009b2J");

        // When
        String text = Problem.read(400, body, null).text(null);

        // Then
        assertThat(text).startsWith("\ufffd]0;owned\ufffd (400): a\ufffdb\ufffd2J\n");
    }

    @Test
    void shouldLeaveTabsAndTheEndsOfLinesInATextAsTheyAre() {
        // Given
        String text = "a:\t1\r\nb: \ud83d\udc69\u200d\ud83d\ude80\rc\n";

        // When
        String plain = Wording.plain(text);

        // Then
        assertThat(plain).isEqualTo("a:\t1\r\nb: \ud83d\udc69\u200d\ud83d\ude80\ufffdc\n");
    }
}
