package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.evaluate;
import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.ExpressionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jq's functions for regular expressions. */
class RegexFunctionsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    test("WÖR"; "i"), test("WÖR"), test(["hello", "i"])     => [true,false,true]
                    [match("w(?<x>.)r")]                                   => [{"offset":6,"length":3,"string":"wör","captures":[{"offset":7,"length":1,"string":"ö","name":"x"}]}]
                    [match("l"; "g").offset]                               => [2,3,9]
                    [match("(h)|(H)").captures[].string]                   => [null,"H"]
                    capture("(?<first>[a-zA-Z]+) (?<rest>.*)")             => {"first":"Hello","rest":"wörld"}
                    [scan("[a-z]l")], [scan("(l)(.)")]                     => [["el","rl"],[["l","l"],["l","d"]]]
                    [splits("o|ö")], split("l+"; null)                     => [["Hell"," w","rld"],["He","o wör","d"]]
                    sub("(?<c>l+)"; "<\\(.c)>"), gsub("l"; "L")            => ["He<ll>o wörld","HeLLo wörLd"]
                    gsub("(?<c>[A-Z])"; "\\(.c | ascii_downcase)")         => "hello wörld"
                    gsub("^"; ">"), gsub("x"; "y"), sub("H"; "a", "b")     => [">Hello wörld","Hello wörld","aello wörld","bello wörld"]
                    test("h e l # comment"; "xi"), [match(""; "gn")]       => [true,[]]
                    "a\\nb" | test("a.b"), test("a.b"; "p")                => [false,true]
                    """)
    void shouldEvaluate(String jq, String result) throws InvalidExpression {
        // When
        JsonNode evaluated = evaluate(jq, "\"Hello wörld\"");

        // Then
        assertThat(evaluated).isEqualTo(json(result));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test(\"(\")",
                "test(\"a(?=b)\")",
                "test(\"(a)\\\\1\")",
                "test(\"a\"; \"q\")",
                "[1] | test(\"a\")"
            })
    void shouldRefuse(String jq) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> evaluate(jq, "\"a\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(a{500,}){500,}", "((a{2,9}b){2,99}c){2,999}", "(((((("})
    void shouldRefuseRepetitionsThatMultiply(String regex) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> RegularExpressions.compile(regex, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
                "^(([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|::)$",
                "^[\\w.+-]{1,64}@[\\w-]{1,63}(\\.[\\w-]{1,63}){1,8}$",
                "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}",
                "[]x]{2}[^]x]"
            })
    void shouldCompileTheExpressionsPeopleWrite(String regex) {
        // When
        int size = RegularExpressions.compile(regex, 0).programSize();

        // Then
        assertThat(size).isPositive();
    }
}
