package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.compile;
import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with an expression shows when it is compiled, and what is right can be used by anybody at once. */
class ExpressionCompilationTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    .a b                    => The jq expression is wrong at `b` (character 4 of the expression).
                    .a | | .b               => The jq expression is wrong at `|` (character 6 of the expression).
                    .a[                     => The jq expression ends too early: `.a[`.
                    if . then 1 end         => The jq expression is wrong at `end` (character 13 of the expression). Every `if` needs an `else` here.
                    lenght                  => There is no jq function `lenght/0`. Did you mean `length`?
                    .a | tostrng            => There is no jq function `tostrng/0`. Did you mean `tostring`?
                    range(1; 2; 3; 4)       => The jq function `range` takes 1 or 2 or 3 arguments, not 4.
                    $contxt.a               => There is no variable `$contxt` here. Did you mean `$context`?
                    $contxt                 => There is no variable `$contxt` here. Did you mean `$context`?
                    $__now                  => There is no variable `$__now` here. Here are $context, $input.
                    $ENV.PATH               => There is no variable `$ENV` here. Here are $context, $input.
                    env                     => There is no jq function `env/0`.
                    input                   => There is no jq function `input/0`.
                    @bas64 "x"              => jq has no format `@bas64`. Did you mean `@base64`?
                    import "a" as a; .      => Modules cannot be imported; define what you need with `def`.
                    """)
    void shouldSayWhatIsWrong(String jq, String reason) {
        // When, Then
        assertThatExceptionOfType(InvalidExpression.class)
                .isThrownBy(() -> compile(jq, "context", "input"))
                .satisfies(invalid -> assertThat(invalid.reasons().getFirst()).isEqualTo(reason));
    }

    @Test
    void shouldReportEveryUnknownNameAtOnce() {
        // When, Then
        assertThatExceptionOfType(InvalidExpression.class)
                .isThrownBy(() -> compile("foo | bar($x) | $y"))
                .satisfies(invalid -> assertThat(invalid.reasons()).hasSize(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n"})
    void shouldRefuseAnEmptyExpression(String jq) {
        // When, Then
        assertThatExceptionOfType(InvalidExpression.class)
                .isThrownBy(() -> compile(jq))
                .withMessage("The expression is empty.");
    }

    @Test
    void shouldRefuseWhatIsTooLongOrNestedTooDeeply() {
        // Given
        String longText = "1" + "+1".repeat(Expressions.LONGEST);
        String nested = "[".repeat(15_000) + "]".repeat(15_000);

        // When, Then
        assertThatExceptionOfType(InvalidExpression.class).isThrownBy(() -> compile(longText));
        assertThatExceptionOfType(InvalidExpression.class).isThrownBy(() -> compile(nested));
    }

    @Test
    void shouldAcceptNamesTheExpressionBindsItself() throws InvalidExpression {
        // Given
        Expression expression = compile("def f($a; g): $a + g; . as {x: $x} | reduce 1 as $y ($x; f($y; .))");

        // When
        JsonNode result = expression.evaluate(json("{\"x\": 2}"), Variables.NONE);

        // Then
        assertThat(result).isEqualTo(json("3"));
    }

    @Test
    void shouldAskOnlyForVariablesItUses() throws InvalidExpression {
        // Given
        List<String> asked = new ArrayList<>();
        Variables variables = name -> {
            asked.add(name);
            return json("1");
        };
        Expression expression = compile("$a + 1 as $local | $local", "a", "b", "local");

        // When
        expression.evaluate(json("null"), variables);

        // Then
        assertThat(asked).contains("a").doesNotContain("b", Variables.NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$a", "$a.x", "$a + 1"})
    void shouldFailOnAVariableWithoutValue(String jq) throws InvalidExpression {
        // Given
        Expression expression = compile(jq, "a");

        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> expression.evaluate(json("null"), Variables.NONE))
                .withMessage("`" + jq + "` failed: $a has no value here.");
    }

    @ParameterizedTest
    @CsvSource({".,true", ".a.b,true", "$v,true", "$v.a.b, true", " .a ,true", ".a[0],false", "..,false", ".a-b,false"})
    void shouldAnswerPlainPathsWithoutJq(String jq, boolean plain) throws InvalidExpression {
        // When
        Expression expression = Evaluation.compile(jq.equals(".a-b") ? ".a-1" : jq, "v");

        // Then
        assertThat(expression instanceof PathExpression).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    ${ .a }      => .a
                    ${.a}        => .a
                    ${{a: .b}}   => {a: .b}
                    """)
    void shouldFindAnExpressionThatIsAllOfAText(String text, String jq) {
        // When
        Optional<String> embedded = Expressions.embedded("  " + text + "\n");

        // Then
        assertThat(embedded).contains(jq);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "Hello ${ .name }!", "${ .a", "$.a"})
    void shouldTakeAnyOtherTextAsItIs(String text) {
        // When
        Optional<String> embedded = Expressions.embedded(text);

        // Then
        assertThat(embedded).isEmpty();
    }

    @Test
    void shouldNeverChangeItsInput() throws InvalidExpression {
        // Given
        JsonNode input = json("{\"a\": [3, 1, 2], \"b\": {\"c\": 1}}");
        JsonNode before = input.deepCopy();
        Expression expression =
                compile("(.a[0] = 9), (.b.c |= 5), (.a | sort), del(.a), (.a + [4]), (.b * {c: {d: 1}}),"
                        + " (.a |= map(. + 1)), map_values(1), (.. |= .), ([.a] | flatten), (.a[1:] = [7])");

        // When
        expression.evaluate(input, Variables.NONE);

        // Then
        assertThat(input).isEqualTo(before);
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        // Given
        Expression expression = compile("def f($n): if $n == 0 then 0 else $v + f($n - 1) end; f(20)", "v");
        List<Callable<JsonNode>> work = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JsonNode value = json(Integer.toString(i));
            work.add(() -> expression.evaluate(json("null"), Variables.NONE.with("v", value)));
        }

        // When
        List<JsonNode> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<JsonNode> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }

        // Then
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).isEqualTo(json(Integer.toString(20 * i)));
        }
    }
}
