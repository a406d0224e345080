package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.compile;
import static io.millrace.workflow.expression.Evaluation.evaluate;
import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression takes more than a second, all memory or all stack, whatever it says. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ExpressionBudgetTest {

    private static final Duration MOST = Duration.ofSeconds(1);

    @BeforeAll
    static void loadEverythingOnce() throws InvalidExpression {
        evaluate("[range(1000)] | map(. + 1) | add", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Generators without end.
                "[range(1e12)]",
                "last(range(1e12))",
                "[range(0; infinite)]",
                "[range(0; 1; 1e-300)]",
                "[limit(1e9; repeat(1))]",
                "last(repeat(.))",
                "until(false; .)",
                "[while(true; .)]",
                "[recurse(1)]",
                "isempty(range(1e12) | empty)",
                "first(range(1e12) | select(. < 0))",
                "any(range(1e12); . < 0)",
                "reduce range(1e12) as $i (0; . + 1)",
                "[foreach range(1e12) as $i (0; . + 1)]",
                "label $out | range(1e12) | select(. < 0) | ., break $out",
                // Combinations without any call.
                "[(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)"
                        + "|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)|(0,0)]",
                "[range(1000)] | [.[] as $a | .[] as $b | .[] as $c | 1] | length",
                "[range(1000)] | {a: .[], b: .[], c: .[]}",
                "[range(1000)] | \"\\(.[])\\(.[])\\(.[])\"",
                "[range(1000)] | .[] + .[] + .[]",
                "[range(1000)] | [., ., .] | combinations",
                // Recursion.
                "def f: f; f",
                "def f: 1 + f; f",
                "def f: [f]; f",
                "def f(n): if n == 0 then 1 else f(n - 1), f(n - 1) end; [f(40)]",
                "def f($n): f($n + 1); f(0)",
                "def f(g): f(g | g); f(.)",
                "def f: try f catch f; f",
                "def f: first(f); f",
                "def f: reduce f as $x (0; 1); f",
                // Growth.
                "\"a\" * 1e9",
                "\"a\" * infinite",
                "reduce range(100) as $i (\"ab\"; . + .)",
                "reduce range(100) as $i (\"ab\"; . * 2)",
                "reduce range(100) as $i (\"ab\"; \"\\(.)\\(.)\")",
                "reduce range(100) as $i (\"ab\"; [., .] | join(.))",
                "reduce range(100) as $i ([1]; . + .)",
                "reduce range(60) as $i (1; [., .])",
                "reduce range(60) as $i (1; {a: ., b: .})",
                "reduce range(60) as $i (1; [., .]) | tojson",
                "reduce range(60) as $i (1; [., .]) | try (. + 1) catch .",
                "reduce range(60) as $i (1; [., .]) | . == .",
                "reduce range(100000) as $i (1; [.])",
                "[limit(100000; repeat(\"abcdefghijklmnopqrstuvwxyz\" * 10))] | add",
                "[] | .[1e9] = 1",
                "null | .[300000000] |= 1",
                "[] | setpath([1e9]; 1)",
                "null | pick(.[1e9])",
                // Work on whole values.
                "[range(50000)] | contains([range(50000)])",
                "[range(20000)] | indices([range(10000)])",
                "(\"a\" * 1000000) | indices(\"a\" * 500000)",
                "[range(9000)] | .[] |= . + 1",
                "[range(9000)] | del(.[range(0; 9000; 2)])",
                "[range(9000)] | reduce .[] as $x ([]; . + [$x])",
                "[range(9000)] | reduce .[] as $x ({}; .[$x | tostring] += 1)",
                "(\"x\" * 100000) as $big | [range(1000)] | sort_by($big)",
                "(\"x\" * 1000000) as $big | [range(1e6) | $big == $big]",
                "[range(1e6) | try error(\"x\") catch 1]",
                // Regular expressions.
                "(\"a\" * 1000000) | gsub(\"a\"; \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\")",
                "(\"a\" * 200000) | [match(\"a.*b|a\"; \"g\")]",
                "\"abc\" | test(\"((a{1000}){1000}){1000}\")",
                "[range(1e6) | tostring | test(\"^(?:[a-z]+[0-9]?)+$\")]",
            })
    void shouldRefuseWithinASecond(String attack) throws InvalidExpression {
        // Given
        Expression expression = compile(attack);
        long before = cpuNanos();

        // When
        Throwable outcome = catchThrowable(() -> expression.evaluate(json("null"), Variables.NONE));

        // Then
        assertThat(outcome).isInstanceOf(ExpressionException.class).hasMessageStartingWith("`");
        assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(MOST);
    }

    /** Processor time, so that a busy machine does not fail the test. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$b", "(a|aa)+$b", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void shouldMatchInLinearTimeWhatBacktrackingWouldNever(String regex) throws InvalidExpression {
        // Given
        Expression expression = compile("(\"a\" * 10000) | test(\"" + regex + "\")");

        // When
        JsonNode matches = expression.evaluate(json("null"), Variables.NONE);

        // Then
        assertThat(matches).isEqualTo(json("false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[range(10000)] | map(. * 2) | add",
                "[range(10000) | {id: ., name: \"n\\(.)\"}] | map(select(.id % 2 == 0) | {id}) | length",
                "[range(10000)] | group_by(. % 7) | map(length) | add",
                "[range(10000)] | map_values(. + 1) | length",
                "[range(5000) | tostring] | sort | join(\",\") | length",
                "[range(1000)] | reduce .[] as $x ({}; .[$x | tostring] += 1) | length",
                "reduce range(60) as $i (1; [.]) | [..] | length",
                "reduce range(60) as $i (1; [.]) | walk(if type == \"number\" then . + 1 else . end) | flatten",
                "def f: if . > 1000 then . else . + 1 | f end; 0 | f",
                "(\"lorem ipsum \" * 1000) | gsub(\"(?<v>[aeiou])\"; \"<\\(.v)>\") | length",
                "(\"a,b;\" * 5000) | split(\";\") | map(split(\",\")) | length",
            })
    void shouldAllowOrdinaryWork(String ordinary) throws InvalidExpression {
        // Given
        Expression expression = compile(ordinary);

        // When
        JsonNode result = expression.evaluate(json("null"), Variables.NONE);

        // Then
        assertThat(result.isNull()).isFalse();
    }

    @Test
    void shouldRecurseEquallyDeepOnAnyStack() throws Exception {
        // Given
        Expression deep = compile("def f: if . > 900 then . else . + 1 | f end; 0 | f");
        Expression tooDeep = compile("def f: . + 1 | f; 0 | f");
        List<Object> outcomes = new ArrayList<>();

        // When
        for (long stackBytes : new long[] {400_000, 4_000_000}) {
            Thread.ofPlatform()
                    .stackSize(stackBytes)
                    .start(() -> {
                        outcomes.add(deep.evaluate(json("null"), Variables.NONE));
                        outcomes.add(catchThrowable(() -> tooDeep.evaluate(json("null"), Variables.NONE))
                                .getMessage());
                    })
                    .join();
        }

        // Then
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.subList(0, 2)).isEqualTo(outcomes.subList(2, 4));
    }

    @Test
    void shouldExceedTheBudgetAtTheSameStepEveryTime() throws InvalidExpression {
        // Given
        Expression barely = compile("[range(99999)] | length");
        Expression never = compile("[range(1e12)]");

        // When
        List<Throwable> outcomes = List.of(
                catchThrowable(() -> never.evaluate(json("null"), Variables.NONE)),
                catchThrowable(() -> never.evaluate(json("null"), Variables.NONE)));

        // Then
        assertThat(outcomes.getFirst()).hasMessage(outcomes.getLast().getMessage());
        assertThat(barely.evaluate(json("null"), Variables.NONE)).isEqualTo(json("99999"));
    }

    @Test
    void shouldShareOneBudgetAmongTheExpressionsOfATemplate() {
        // Given
        String half = "${ [range(150000)] | length }";
        JsonNode template = json("[\"" + String.join("\",\"", half, half, half, half) + "\"]");
        Expression expression = Template.of(template, "", (jq, _) -> compiled(jq));

        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> expression.evaluate(json("null"), Variables.NONE))
                .withMessageContaining("steps");
    }

    @Test
    void shouldWeighTheWholeOfATemplate() {
        // Given
        JsonNode input = json("\"" + "x".repeat(100_000) + "\"");
        JsonNode template = json("[" + "\"${ . }\",".repeat(100) + "1]");
        Expression expression = Template.of(template, "", (jq, _) -> compiled(jq));

        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> expression.evaluate(input, Variables.NONE))
                .withMessageContaining("Mi characters");
    }

    private static Expression compiled(String jq) {
        try {
            return compile(jq);
        } catch (InvalidExpression invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
