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

/** jq as its manual describes it; several results are an array, none is null. */
class JqLanguageTest {

    private static final String INPUT = """
            {"a": {"b": [1, 2, 3]}, "s": "Hello wörld", "xs": [5, 3, 9], "o": {"k": "v"}, "n": null}
            """;

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    .xs                                                   => [5,3,9]
                    .xs[1], .xs[-1], .xs[1:], .a["b"][0], .nope           => [3,9,[3,9],1,null]
                    .nope.deeper                                          => null
                    empty                                                 => null
                    1, 2                                                  => [1,2]
                    [.xs[] | select(. > 4)]                               => [5,9]
                    .xs | map(. * 2) | add                                => 34
                    .xs | sort, min, max, reverse, unique, length         => [[3,5,9],3,9,[9,3,5],[3,5,9],3]
                    .xs | any(. > 8), all(. > 8), any, all                => [true,false,true,true]
                    .xs | first, last, nth(1), first(.[]), nth(2; .[])    => [5,9,3,5,9]
                    [limit(2; .xs[])], [limit(0; .xs[])], [skip(1; .xs[])] => [[5,3],[],[3,9]]
                    [.xs | .[] as $x | $x + 1]                            => [6,4,10]
                    reduce .xs[] as $x (0; . + $x)                        => 17
                    [foreach .xs[] as $x (0; . + $x)]                     => [5,8,17]
                    . as {a: {b: [$one]}, $s} | [$one, $s]                => [1,"Hello wörld"]
                    if .n then 1 elif .s then 2 else 3 end                => 2
                    .n // "default"                                       => "default"
                    (.s | tonumber)? // "no number"                       => "no number"
                    try error("boom") catch .                             => "boom"
                    [range(0; 10; 3)]                                     => [0,3,6,9]
                    [.[] | numbers], ([.[] | strings] | length)           => [[],1]
                    .s | ascii_upcase, ascii_downcase, length             => ["HELLO WöRLD","hello wörld",11]
                    .s | ltrimstr("Hello "), rtrimstr("ld"), startswith("He") => ["wörld","Hello wör",true]
                    "  x " | trim, ltrim, rtrim                           => ["x","x ","  x"]
                    .s | split(" "), (split(" ") | join("-"))             => [["Hello","wörld"],"Hello-wörld"]
                    "a\\(1 + 1)b"                                         => "a2b"
                    .o | to_entries, keys, has("k"), with_entries(.value += "!") => [[{"key":"k","value":"v"}],["k"],true,{"k":"v!"}]
                    .o | map_values(. + "!"), map_values(empty)           => [{"k":"v!"},{}]
                    [1,[2,[3]]] | flatten, flatten(1)                     => [[1,2,3],[1,2,[3]]]
                    [[1,2],[3]] | transpose, add                          => [[[1,3],[2,null]],[1,2,3]]
                    [{"a":1},{"b":2}] | add                               => {"a":1,"b":2}
                    [null, 1, null, 2] | add                              => 3
                    ["a", null, "b"] | add                                => "ab"
                    [] | add                                              => null
                    [[1,2],[3,4]] | [combinations] | length               => 4
                    {"a":[1,2]} | [tostream] | fromstream(.[])            => {"a":[1,2]}
                    [paths(type == "number")] | length                    => 6
                    .a.b[0] = 7 | .a.b                                    => [7,2,3]
                    .a.b |= map(. + 1) | .a.b                             => [2,3,4]
                    .xs[0] += 10 | .xs                                    => [15,3,9]
                    del(.a, .s, .xs, .n)                                  => {"o":{"k":"v"}}
                    pick(.a.b[1])                                         => {"a":{"b":[null,2]}}
                    getpath(["a","b",1])                                  => 2
                    [.. | numbers] | length                               => 6
                    walk(if type == "number" then 0 else . end) | .xs     => [0,0,0]
                    .xs | IN(.[]; 5), (INDEX(.) | keys), index(3)         => [true,["3","5","9"],1]
                    [.xs | recurse(.[]?)] | length                        => 4
                    [2 | recurse(. * .; . < 20)]                          => [2,4,16]
                    [1 | limit(5; repeat(. * 2))]                         => [1,2,4,8,16]
                    [1 | while(. < 100; . * 2)] | length                  => 7
                    4 | until(. > 100; . * .)                             => 256
                    isempty(empty), isempty(1)                            => [true,false]
                    label $f | .xs[] | if . == 3 then break $f else . end => 5
                    @base64 "\\(.o.k)", (.o.k | @base64 | @base64d)       => ["dg==","v"]
                    @uri "\\(.s)", @json "\\(.o)", (.xs | @csv)           => ["Hello%20w%C3%B6rld","{\\"k\\":\\"v\\"}","5,3,9"]
                    .o | tojson | fromjson                                => {"k":"v"}
                    def twice(f): f | f; 3 | twice(. * 2)                 => 12
                    [splits("a")?]                                        => []
                    10 / 4, 7 % 3, (-7 | abs), (2.5 | floor)              => [2.5,1,7,2]
                    9007199254740993                                      => 9007199254740993
                    1000000000000 * 1000000000000                         => 1.0E24
                    9223372036854775807 + 1                               => 9.223372036854776E18
                    nan, infinite                                         => [null,1.7976931348623157E308]
                    [.xs, .xs] | (.[0] == .[1]), (.[0] < [6])             => [true,true]
                    """)
    void shouldEvaluate(String jq, String result) throws InvalidExpression {
        // When
        JsonNode evaluated = evaluate(jq.replace("\\\\(", "\\("), INPUT);

        // Then
        assertThat(evaluated).isEqualTo(json(result.replace("\\\\\"", "\\\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".s.length",
                ".xs.a",
                ".o[0]",
                ".s + 1",
                "error(\"mine\")",
                ".xs | join({})",
                ".a | tonumber",
                ".s | fromjson",
                "1 / 0",
                "{} - 1",
                ".s[]"
            })
    void shouldSayWhatFailedAndWhere(String jq) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> evaluate(jq, INPUT))
                .withMessageStartingWith("`" + jq + "` failed: ");
    }
}
