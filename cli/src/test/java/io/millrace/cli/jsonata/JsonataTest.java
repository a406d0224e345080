package io.millrace.cli.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.JqEvaluation;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataTest {

    private static final String DATA = """
            {"n": 7, "s": "a-b,c", "list": [3, 1, 3], "empty": [], "items": [{"p": 5, "t": ["x"]}, {"p": 20, "t": ["y", "z"]}],
             "o": {"k": 1}, "q": 6}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $states.input.o.k                                       | 1
            $states.input.list[0]                                   | 3
            $states.input.list[-1]                                  | 3
            $states.input.n + 2 * 3 - 1                             | 12
            ($states.input.n + 2) * 3                               | 27
            -$states.input.n % 4                                    | -3
            $states.input.n = 7 and $states.input.o.k != 2          | true
            $states.input.empty or $states.input.n > 8              | false
            'a' & $states.input.n & $states.input.missing & true    | "a7true"
            3 in $states.input.list                                 | true
            {'a': $states.input.n, "b": [1, 'x']}                   | {"a":7,"b":[1,"x"]}
            [1..3]                                                  | [1,2,3]
            $states.input.n > 3 ? 'many' : 'few'                    | "many"
            $states.input.empty ? 'many' : 'few'                    | "few"
            $states.input.missing ?? 'none'                         | "none"
            $states.input.empty ?: 'none'                           | "none"
            ($a := 2; $b := $a + 1; $a * $b)                        | 6
            $name.first                                             | "Ada"
            $states.context.Execution.Id                            | "r1"
            $string($states.input.n) & 's'                          | "7s"
            $number('4') + 1                                        | 5
            $sum($states.input.items.p)                             | 25
            $sum([1, 2])                                            | 3
            $count($states.input.items.t)                           | 3
            $count($states.input.missing)                           | 0
            $max($states.input.list)                                | 3
            $average($states.input.items.p)                         | 12.5
            $exists($states.input.missing)                          | false
            $not($states.input.empty)                               | true
            $boolean($states.input.s)                               | true
            $uppercase('ab') & $lowercase('CD')                     | "ABcd"
            $length($states.input.s)                                | 5
            $substring('hello', 1, 3)                               | "ell"
            $substringBefore($states.input.s, '-')                  | "a"
            $substringAfter($states.input.s, ',')                   | "c"
            $contains($states.input.s, 'b,')                        | true
            $join($split($states.input.s, ','), ';')                | "a-b;c"
            $replace($states.input.s, '-', '+')                     | "a+b,c"
            $distinct($states.input.list)                           | [3,1]
            $sort($states.input.list)                               | [1,3,3]
            $append($states.input.list, 'z')                        | [3,1,3,"z"]
            $merge([$states.input.o, {'l': 2}])                     | {"k":1,"l":2}
            $map($states.input.list, function($v) { $v * $states.input.n }) | [21,7,21]
            $map([5], function($v) { $v * 2 })                      | 10
            $filter($states.input.list, function($v) { $v > 1 })    | [3,3]
            $states.input.items[p < $states.input.q].p              | 5
            $states.input.items[p > 1].p                            | [5,20]
            $states.input.items[p > 99]                             | null
            $parse('[1]')[0]                                        | 1
            $round(2.6) + $floor(2.6) + $ceil(2.2) + $abs(-1)       | 9
            [$round(2.5), $round(3.5), $round(-2.5), $round(-3.5)]  | [2,4,-2,-4]
            $partition([1..3], 2)                                   | [[1,2],[3]]
            $keys($states.input.o)                                  | ["k"]
            /* nothing */ 1                                         | 1
            """)
    void shouldMeanTheSameInJq(String expression, String result) throws Untranslatable {
        // Given
        var jq = Jsonata.translate(expression, Surroundings.ofInput("Here"));

        // When
        String evaluated = JqEvaluation.of(
                jq.text(), DATA, Map.of("context", "{\"name\": {\"first\": \"Ada\"}}", "workflow", "{\"id\": \"r1\"}"));

        // Then
        assertThat(evaluated.replaceFirst("\\.0$", "")).as(jq.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $states.result.x                                   | 1
            $states.input.n & ' of ' & $states.result.x        | "7 of 1"
            $states.result.list[x = $states.result.x].y        | "found"
            """)
    void shouldSeeInputAndResultAfterAnAction(String expression, String result) throws Untranslatable {
        // Given
        var jq = Jsonata.translate(expression, Surroundings.ofResult("Here"));

        // When
        String evaluated = JqEvaluation.of(
                jq.text(), "{\"x\": 1, \"list\": [{\"x\": 1, \"y\": \"found\"}]}", Map.of("input", DATA));

        // Then
        assertThat(evaluated).as(jq.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.result",
                "$states.errorOutput",
                "$states",
                "$match($states.input.s, /a+/)",
                "$states.input.*",
                "$states.input ~> $keys()",
                "$random()",
                "$map($states.input, $string)",
                "name",
                "1 +",
                "(",
                "{1: 2}",
                "'open",
                "a := 1",
                "#",
                ""
            })
    void shouldSayWhatIsNotTranslated(String expression) {
        // Given / When / Then
        assertThatThrownBy(() -> Jsonata.translate(expression, Surroundings.ofInput("Here")))
                .isInstanceOf(Untranslatable.class)
                .hasMessageNotContaining("Exception");
    }
}
