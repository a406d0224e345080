package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.json;
import static io.millrace.workflow.language.Compiling.problems;
import static io.millrace.workflow.language.Compiling.program;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions from elsewhere, as publishing puts them into a definition. */
class LinkedTest {

    private static Task first(String body) {
        return program(body).body().tasks().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            add:1.0.0@math
            add:1.0.0@default
            https://example.com/add/function.yaml
            """)
    void shouldCallAFunctionByItsReference(String reference) {
        // Given
        String body = "use: {functions: {'" + reference + "': {call: echo, with: {sum: '${ .a + 1 }'}}}}\n"
                + "do: [{t: {call: '" + reference + "', with: {a: '${ .x }'}}}]";

        // When
        Task.Call call = (Task.Call) first(body);

        // Then
        JsonNode arguments = call.arguments().evaluate(json("{\"x\": 4}"), Variables.NONE);
        assertThat(call.kind()).isEqualTo(CallKind.FUNCTION);
        assertThat(arguments).isEqualTo(json("{\"function\": \"echo\", \"input\": {\"sum\": 5}}"));
    }

    @Test
    void shouldCallAFunctionOfTasksThroughOneThatOnlyCallsIt() {
        // Given
        String body = """
                use:
                  functions:
                    'inner:1.0.0@c': {do: [{s: {set: {a: 1}}}]}
                    'outer:1.0.0@c': {call: 'inner:1.0.0@c'}
                do: [{t: {call: 'outer:1.0.0@c'}}]
                """;

        // When
        Task outer = first(body);

        // Then
        Task inner = ((Task.Do) outer).body().tasks().getFirst();
        assertThat(((Task.Do) inner).body().tasks().getFirst().header().pointer())
                .isEqualTo("/use/functions/inner:1.0.0@c");
    }

    @ParameterizedTest
    @CsvSource({"add:1.0.0@math", "https://example.com/function.yaml"})
    void shouldRefuseWhatNobodyPutThere(String reference) {
        // When
        List<Problem> problems = problems("do:\n- t:\n    call: '" + reference + "'\n");

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/do/0/t/call");
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.detail()).contains("`" + reference + "`", "when a definition is published");
        });
    }

    @Test
    void shouldRefuseASchemaThatNobodyPutThere() {
        // When
        List<Problem> problems = problems("""
                input: {schema: {resource: {endpoint: 'https://example.com/schema.json'}}}
                do: [{s: {set: {a: 1}}}]
                """);

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/input/schema/resource");
            assertThat(problem.detail()).contains("when a definition is published");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            {call: echo, with: {a: '${ $secrets.key }'}} => /with/a => handed what it needs
            {do: [{s: {set: '${ $secrets["key"] }'}}]} => /do/0/s/set => handed what it needs
            {if: '$secrets | length > 0', set: {a: 1}} => /if => handed what it needs
            {call: http, with: {method: get, endpoint: {uri: 'https://a', authentication: {use: me}}}} => /with/endpoint/authentication/use => hand it what it needs
            {call: http, with: {method: get, endpoint: {uri: 'https://a', authentication: {basic: {use: key}}}}} => /with/endpoint/authentication/basic/use => hand it what it needs
            {call: mine} => /call => what the definition declares for itself
            {do: [{s: {call: mine}}]} => /do/0/s/call => what the definition declares for itself
            """)
    void shouldKeepSecretsAndWhatUsesThemFromFunctionsFromElsewhere(String function, String place, String detail) {
        // Given
        String body = """
                use:
                  secrets: [key]
                  authentications: {me: {basic: {use: key}}}
                  functions:
                    mine: {call: http, with: {method: get, endpoint: {uri: 'https://a', authentication: {use: me}}}}
                    'https://a/f': %s
                do: [{t: {call: 'https://a/f'}}, {u: {call: mine}}]
                """.formatted(function);

        // When
        List<Problem> problems = problems(body);

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/use/functions/https:~1~1a~1f" + place);
            assertThat(problem.detail()).contains(detail);
        });
    }

    @Test
    void shouldRefuseAFunctionOfTasksAsTheRequestOfACallback() {
        // When
        List<Problem> problems = problems("""
                use: {functions: {'f:1.0.0@c': {do: [{s: {set: {a: 1}}}]}}}
                do: [{t: {call: callback, with: {request: {call: 'f:1.0.0@c'}}}}]
                """);

        // Then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.pointer()).isEqualTo("/do/0/t/with/request/call");
            assertThat(problem.detail()).contains("is more than a call");
        });
    }

    @Test
    void shouldHandASecretToAFunctionFromElsewhere() {
        // When
        Task task = first("""
                use: {secrets: [key], functions: {'f:1.0.0@c': {call: echo, with: {token: '${ .token }'}}}}
                do: [{t: {call: 'f:1.0.0@c', with: {token: '${ $secrets.key }'}}}]
                """);

        // Then
        assertThat(task).isInstanceOf(Task.Call.class);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            [] => /use/catalogs => must be an object
            {c: x} => /use/catalogs/c => must be an object
            {c: {}} => /use/catalogs/c => needs `endpoint`
            {c: {endpoint: 7}} => /use/catalogs/c/endpoint => must be a text
            {c: {endpoint: 'ftp://a'}} => /use/catalogs/c/endpoint => must be an address of http
            {c: {endpoint: {uri: a}}} => /use/catalogs/c/endpoint/uri => must be an address of http
            {c: {endpoint: {url: 'https://a'}}} => /use/catalogs/c/endpoint/url => is not a property
            {c: {endpoint: 'https://a', name: b}} => /use/catalogs/c/name => is not a property
            """)
    void shouldCheckCatalogs(String catalogs, String pointer, String detail) {
        // When
        List<Problem> problems = problems("use: {catalogs: " + catalogs + "}\ndo: [{s: {set: {a: 1}}}]\n");

        // Then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            {c: {endpoint: 'https://a/b'}}
            {c: {endpoint: {uri: 'https://a', authentication: {bearer: {token: t}}}}, d: {endpoint: 'HTTP://a'}}
            """)
    void shouldTakeCatalogs(String catalogs) {
        // When
        var program = program("use: {catalogs: " + catalogs + "}\ndo: [{s: {set: {a: 1}}}]\n");

        // Then
        assertThat(program.tasks()).hasSize(1);
    }
}
