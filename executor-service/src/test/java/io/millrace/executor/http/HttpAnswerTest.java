package io.millrace.executor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Failed;
import io.millrace.executor.step.StepOutcome.Fault;
import io.millrace.executor.step.StepOutcome.Succeeded;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class HttpAnswerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"price\": 1.10} | {\"price\":1.10}",
                "application/problem+json; charset=utf-8 | [1] | [1]",
                "text/plain | {\"price\": 1} | \"{\\\"price\\\": 1}\"",
                "application/xml | <a/> | \"<a/>\"",
                "application/octet-stream | abc | \"YWJj\"",
                "image/png | abc | \"YWJj\"",
                "nonsense | abc | \"YWJj\"",
                " | abc | \"abc\""
            })
    void shouldReadTheContentAsItsTypeSays(String type, String body, String output) {
        // When
        StepOutcome outcome =
                answer(200, type, body.getBytes(StandardCharsets.UTF_8)).outcome(call("content", false));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded(output));
    }

    @Test
    void shouldAnswerBytesThatAreNoTextInBase64() {
        // When
        StepOutcome outcome = answer(200, "text/plain; charset=utf-8", new byte[] {(byte) 0xff, 0})
                .outcome(call("content", false));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded("\"/wA=\""));
    }

    @Test
    void shouldReadAnotherCharset() {
        // When
        StepOutcome outcome = answer(200, "text/plain; charset=iso-8859-1", new byte[] {(byte) 0xe4})
                .outcome(call("content", false));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded("\"ä\""));
    }

    @Test
    void shouldAnswerNullForNoBody() {
        // When
        StepOutcome outcome = answer(204, null, new byte[0]).outcome(call("content", false));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded("null"));
    }

    @Test
    void shouldAnswerTheRawBytesInBase64() {
        // When
        StepOutcome outcome = answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .outcome(call("raw", false));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded("\"e30=\""));
    }

    @Test
    void shouldTellRequestAndResponseWithoutSecrets() {
        // When
        StepOutcome outcome = answer(201, "application/json", "{\"id\":1}".getBytes(StandardCharsets.UTF_8))
                .outcome(call("response", false));

        // Then
        assertThat(outcome)
                .isEqualTo(new Succeeded("{\"request\":{\"method\":\"GET\",\"uri\":\"http://shop.example/x?q=1\","
                        + "\"headers\":{\"Authorization\":\"***\",\"Accept\":\"*/*\"}},\"statusCode\":201,"
                        + "\"headers\":{\"content-type\":\"application/json\"},\"content\":{\"id\":1}}"));
    }

    @ParameterizedTest
    @CsvSource({"301, false", "404, false", "404, true", "500, true", "100, false"})
    void shouldFailWithTheStatusOfTheAnswer(int status, boolean redirect) {
        // When
        StepOutcome outcome = answer(status, null, new byte[0]).outcome(call("content", redirect));

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(StepError.COMMUNICATION);
            assertThat(failed.error().status()).isEqualTo(status);
            assertThat(failed.error().detail()).startsWith("GET http://shop.example/x answered " + status);
        });
    }

    @Test
    void shouldTakeARedirectThatLeadsNowhereForASuccessWhenRedirectsAreAllowed() {
        // When
        StepOutcome outcome = answer(304, null, new byte[0]).outcome(call("content", true));

        // Then
        assertThat(outcome).isEqualTo(new Succeeded("null"));
    }

    @ParameterizedTest
    @CsvSource({"404, ANSWER", "429, ANSWER", "500, CALLEE", "503, CALLEE"})
    void shouldBlameTheCalleeForItsOwnErrorsOnly(int status, Fault fault) {
        // When
        StepOutcome outcome = answer(status, null, new byte[0]).outcome(call("content", false));

        // Then
        assertThat(((Failed) outcome).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":", "{} x", "nope"})
    void shouldFailWhenJsonIsPromisedAndNotSent(String body) {
        // When
        StepOutcome outcome = answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8))
                .outcome(call("content", false));

        // Then
        assertThat(((Failed) outcome).error().status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "application/problem+json | {\"title\": \"Sold out\", \"detail\": \"none left\"} | Sold out | answered 409: none left",
                "application/problem+json; charset=utf-8 | {\"title\": \"Sold out\"} | Sold out | answered 409",
                "application/problem+json | {\"title\": 7, \"detail\": {}} | The callee did not do what it was asked | answered 409",
                "application/problem+json | nope | The callee did not do what it was asked | answered 409",
                "application/json | {\"title\": \"Sold out\"} | The callee did not do what it was asked | answered 409",
                "- | {\"title\": \"Sold out\"} | The callee did not do what it was asked | answered 409"
            })
    void shouldTakeTheTitleAndTheDetailOfProblemDetails(String type, String body, String title, String detail) {
        // When
        StepOutcome outcome =
                answer(409, type, body.getBytes(StandardCharsets.UTF_8)).outcome(call("content", false));

        // Then
        StepError error = ((Failed) outcome).error();
        assertThat(error.title()).isEqualTo(title);
        assertThat(error.detail()).endsWith(detail);
        assertThat(error.type()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.status()).isEqualTo(409);
    }

    @Test
    void shouldCutWhatACalleeSaysAboutItsProblem() {
        // Given
        String body = "{\"title\": \"" + "t".repeat(5_000) + "\", \"detail\": \"" + "d".repeat(5_000) + "\"}";

        // When
        StepOutcome outcome = answer(409, "application/problem+json", body.getBytes(StandardCharsets.UTF_8))
                .outcome(call("content", false));

        // Then
        StepError error = ((Failed) outcome).error();
        assertThat(error.title()).hasSize(201);
        assertThat(error.detail()).hasSizeLessThan(2_200);
    }

    private static HttpAnswer answer(int status, @Nullable String type, byte[] body) {
        HttpHeaders headers = new HttpHeaders();
        if (type != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, type);
        }
        return new HttpAnswer(status, headers, body);
    }

    private static HttpCall call(String output, boolean redirect) {
        return HttpCallReader.read("{\"method\": \"GET\", \"endpoint\": \"http://shop.example/x?q=1\", \"output\": \""
                + output + "\", \"redirect\": " + redirect
                + ", \"headers\": {\"Authorization\": \"Bearer s3cret\", \"Accept\": \"*/*\"}}");
    }
}
