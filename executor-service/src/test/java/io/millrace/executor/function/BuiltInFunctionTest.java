package io.millrace.executor.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepKey;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInFunctionTest {
    private final FunctionHandler handler = new FunctionHandler();

    @Test
    void shouldEchoTheInputDigitForDigit() {
        // When
        CompletableFuture<StepOutcome> outcome =
                call("echo", "{\"price\": 12345678901234567890.10, \"tags\": [1, null, true, \"ä\"]}");

        // Then
        assertThat(outcome)
                .isCompletedWithValue(
                        new StepOutcome.Succeeded("{\"price\":12345678901234567890.10,\"tags\":[1,null,true,\"ä\"]}"));
    }

    @Test
    void shouldTakeNoInputForAnEmptyObject() {
        // When
        CompletableFuture<StepOutcome> outcome = perform("{\"function\": \"echo\"}");

        // Then
        assertThat(outcome).isCompletedWithValue(new StepOutcome.Succeeded("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"milliseconds\": 30}", "{\"duration\": \"PT0.03S\"}"})
    void shouldAnswerItsInputAfterTheDelay(String input) {
        // When
        CompletableFuture<StepOutcome> outcome = call("delay", input);

        // Then
        assertThat(outcome)
                .isNotCompleted()
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(new StepOutcome.Succeeded(input.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"milliseconds\": -1}",
                "{\"milliseconds\": 1e99}",
                "{\"milliseconds\": \"5\"}",
                "{\"duration\": \"soon\"}",
                "{\"duration\": \"PT25H\"}",
                "{\"duration\": \"PT99999999999999999999S\"}"
            })
    void shouldRefuseADelayThatIsNone(String input) {
        // When / Then
        assertThatThrownBy(() -> call("delay", input))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("milliseconds");
    }

    @Test
    void shouldFailAsAsked() {
        // When
        CompletableFuture<StepOutcome> outcome = call("fail", "{\"status\": 418, \"message\": \"a teapot\"}");

        // Then
        assertThat(outcome)
                .isCompletedWithValue(
                        new StepOutcome.Failed(StepError.runtime(418, "a teapot"), StepOutcome.Fault.ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\": 99}", "{\"status\": 600}", "{\"status\": \"many\"}"})
    void shouldFailWithStatus500WhenNoOtherIsAsked(String input) {
        // When
        CompletableFuture<StepOutcome> outcome = call("fail", input);

        // Then
        assertThat(((StepOutcome.Failed) outcome.resultNow()).error().status()).isEqualTo(500);
    }

    @Test
    void shouldRefuseAFunctionThatDoesNotExist() {
        // When / Then
        assertThatThrownBy(() -> call("teleport", "{}"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.error())
                                .isEqualTo(StepError.configuration(
                                        "There is no function 'teleport'; there are [delay, echo, fail]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"echo\"", "{\"function\": 3}", "{\"function\": \"echo\"} x"})
    void shouldRefuseArgumentsThatNameNoFunction(String arguments) {
        // When / Then
        assertThatThrownBy(() -> perform(arguments)).isInstanceOf(RefusedException.class);
    }

    private CompletableFuture<StepOutcome> call(String name, String input) {
        return perform("{\"function\": \"" + name + "\", \"input\": " + input + "}");
    }

    private CompletableFuture<StepOutcome> perform(String arguments) {
        return handler.perform(new Step(
                        "acme",
                        new StepKey(new RunId(1, 2), 1, 1),
                        "w",
                        "t",
                        "/do/0/t",
                        "function",
                        arguments,
                        null,
                        null))
                .toCompletableFuture();
    }
}
