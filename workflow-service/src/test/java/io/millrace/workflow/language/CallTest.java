package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.arguments;
import static io.millrace.workflow.language.Compiling.json;
import static io.millrace.workflow.language.Compiling.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call hands to an executor. */
class CallTest {

    private static String get(String endpoint) {
        return "- t: {call: http, with: {method: get, endpoint: '" + endpoint + "'}}";
    }

    @Test
    void shouldDescribeAnHttpRequest() {
        // When
        JsonNode arguments =
                arguments("""
                - t:
                    call: http
                    with:
                      method: post
                      endpoint: https://example.com/pets/{id}
                      headers: {X-Trace: '${ .trace }', Accept: application/json}
                      query: {limit: '${ .n + 1 }'}
                      body: {name: '${ .name }', tags: [a, '${ .tag }']}
                      output: response
                      redirect: true
                """, "{\"id\": 7, \"trace\": \"t\", \"n\": 1, \"name\": \"Rex\", \"tag\": \"b\"}");

        // Then
        assertThat(arguments).isEqualTo(json("""
                                {"method": "POST", "endpoint": "https://example.com/pets/7",
                                 "headers": {"X-Trace": "t", "Accept": "application/json"}, "query": {"limit": 2},
                                 "body": {"name": "Rex", "tags": ["a", "b"]}, "output": "response", "redirect": true}
                                """));
    }

    @Test
    void shouldLeaveOutWhatIsNotGiven() {
        // When
        JsonNode arguments = arguments(get("https://example.com"), "{}");

        // Then
        assertThat(arguments).isEqualTo(json("""
                                {"method": "GET", "endpoint": "https://example.com", "output": "content", "redirect": false}
                                """));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a/{x}, https://a/1",
        "https://a/{x}/{x}?q={s}&e={none}, https://a/1/1?q=a%20b%2Fc%C3%A9%3F&e=",
        "https://a/{b}{n}, https://a/true",
        "https://{host}/y, https://h.example/y",
        "https://a/{t.u}, https://a/",
    })
    void shouldFillInNamesFromTheInput(String template, String uri) {
        // When
        JsonNode arguments = arguments(
                get(template), "{\"x\": 1, \"s\": \"a b/cé?\", \"b\": true, \"n\": null, \"host\": \"h.example\"}");

        // Then
        assertThat(arguments.get("endpoint").textValue()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a/{o}", "https://a/{l}"})
    void shouldRefuseToFillInObjectsAndArrays(String template) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> arguments(get(template), "{\"o\": {}, \"l\": [1]}"))
                .withMessageContaining("in the address of a call must be a text, a number or a boolean");
    }

    @Test
    void shouldTakeAComputedAddressAsItIs() {
        // When
        JsonNode arguments = arguments(get("${ .url }"), "{\"url\": \"https://a/%7Bx%7D\"}");

        // Then
        assertThat(arguments.get("endpoint").textValue()).isEqualTo("https://a/%7Bx%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"/relative\"", "\"ftp://a\"", "\"https://a/{x}\"", "17", "null", "\"https:a\""})
    void shouldRefuseAComputedAddressThatIsNone(String url) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> arguments(get("${ .url }"), "{\"url\": " + url + "}"));
    }

    @Test
    void shouldCallABuiltInFunctionWithItsInput() {
        // When
        Program program = program("do: [{t: {call: echo, with: {a: '${ .x }', b: [1]}}}, {u: {call: fail}}]");

        // Then
        Task.Call echo = (Task.Call) program.tasks().get(0);
        Task.Call fail = (Task.Call) program.tasks().get(1);
        assertThat(echo.kind()).isEqualTo(CallKind.FUNCTION);
        assertThat(echo.arguments().evaluate(json("{\"x\": 3}"), Variables.NONE))
                .isEqualTo(json("{\"function\": \"echo\", \"input\": {\"a\": 3, \"b\": [1]}}"));
        assertThat(fail.arguments().evaluate(json("{}"), Variables.NONE))
                .isEqualTo(json("{\"function\": \"fail\", \"input\": {}}"));
    }

    @Test
    void shouldResolveDeclaredFunctionsToWhatTheyCall() {
        // Given
        Program program = program("""
                use:
                  functions:
                    getPet:
                      call: http
                      with:
                        method: get
                        endpoint: https://example.com/pets/{id}
                        query: {who: '${ $input.who }', context: '${ $context.c }'}
                    getRex: {call: getPet, with: {id: rex, who: '${ .name }'}}
                do:
                  - t: {call: getRex, with: {name: '${ .me }'}}
                """);

        // When
        Task.Call call = (Task.Call) program.tasks().getFirst();
        JsonNode arguments = call.arguments()
                .evaluate(
                        json("{\"me\": \"Ada\", \"id\": 9}"),
                        Variables.NONE.with("input", json("{}")).with("context", json("{\"c\": 4}")));

        // Then
        assertThat(call.kind()).isEqualTo(CallKind.HTTP);
        assertThat(arguments.get("endpoint").textValue()).isEqualTo("https://example.com/pets/rex");
        assertThat(arguments.get("query")).isEqualTo(json("{\"who\": \"Ada\", \"context\": 4}"));
    }
}
