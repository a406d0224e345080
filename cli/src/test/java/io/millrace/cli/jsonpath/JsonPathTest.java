package io.millrace.cli.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.JqEvaluation;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final String DATA = """
            {"a": {"b": 1, "c-d": "x", "if": true}, "list": [3, 1, 3], "items": [{"n": 1}, {"n": 2}],
             "text": "it is", "json": "{\\"k\\": [1]}", "due": "2026-01-01T00:00:00+01:00", "none": null}
            """;

    private static String evaluated(String jq) {
        return JqEvaluation.of(
                jq,
                DATA,
                Map.of(
                        "context",
                        "{\"v\": {\"w\": 7}}",
                        "item",
                        "\"one\"",
                        "index",
                        "4",
                        "workflow",
                        "{\"id\": \"r1\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.a.b                                       | 1
            $['a']['c-d']                               | "x"
            $.a.if                                      | true
            $.list[0]                                   | 3
            $.list[-1]                                  | 3
            $.list[1:]                                  | [1,3]
            $.items[*].n                                | [1,2]
            $.missing.deeper                            | null
            $v.w                                        | 7
            $$.Map.Item.Value                           | "one"
            $$.Map.Item.Index                           | 4
            $$.Execution.Id                             | "r1"
            $$.State.Name                               | "Here"
            States.Format('{} and {}', $.a.b, $.text)   | "1 and it is"
            States.Format('it\\'s \\{\\}')              | "it's {}"
            States.Array($.a.b, 'two', -3, null)        | [1,"two",-3,null]
            States.ArrayLength($.list)                  | 3
            States.ArrayContains($.list, $.a.b)         | true
            States.ArrayContains($.list, 'x')           | false
            States.ArrayGetItem($.list, 1)              | 1
            States.ArrayUnique($.list)                  | [3,1]
            States.ArrayPartition($.list, 2)            | [[3,1],[3]]
            States.ArrayRange(1, 9, 2)                  | [1,3,5,7,9]
            States.ArrayRange(3, 1, -1)                 | [3,2,1]
            States.StringToJson($.json)                 | {"k":[1]}
            States.JsonToString($.list)                 | "[3,1,3]"
            States.MathAdd($.a.b, -1)                   | 0
            States.StringSplit('a.b,c', '.,')           | ["a","b","c"]
            States.Base64Encode('FnF')                  | "Rm5G"
            States.Base64Decode('Rm5G')                 | "FnF"
            States.JsonMerge($.a, $v, false)            | {"b":1,"c-d":"x","if":true,"w":7}
            """)
    void shouldMeanTheSameInJq(String path, String result) throws Untranslatable {
        // Given
        var translated = JsonPath.translate(path, Surroundings.ofInput("Here").with(Surroundings.ITEM));

        // When
        String evaluated = evaluated(translated.text());

        // Then
        assertThat(evaluated).as(translated.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$..a",
                "$.a[?(@.b)]",
                "States.UUID()",
                "States.Hash($.a, 'MD5')",
                "States.Format('{}', 1, 2)",
                "$$.StateMachine.Id",
                "a.b",
                "$.a b",
                "'open",
                ""
            })
    void shouldSayWhatHasNoCounterpart(String path) {
        // Given / When / Then
        assertThatThrownBy(() -> JsonPath.translate(path, Surroundings.ofInput("Here")))
                .isInstanceOf(Untranslatable.class)
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.text     | StringEquals              | "it is"                | true
            $.a.b      | StringLessThan            | "zzz"                  | false
            $.text     | StringLessThan            | "j"                    | true
            $.a.b      | NumericGreaterThan        | 0                      | true
            $.text     | NumericGreaterThan        | 0                      | false
            $.a.b      | NumericLessThanPath       | "$.list[0]"            | true
            $.a.b      | NumericLessThanPath       | "$.text"               | false
            $.a.if     | BooleanEquals             | true                   | true
            $.text     | StringMatches             | "it*"                  | true
            $.text     | StringMatches             | "i.*"                  | false
            $.due      | TimestampLessThan         | "2026-01-01T00:00:00Z" | true
            $.due      | TimestampGreaterThanPath  | "$.due"                | false
            $.text     | TimestampLessThan         | "2026-01-01T00:00:00Z" | false
            $.none     | IsNull                    | true                   | true
            $.none     | IsPresent                 | true                   | true
            $.gone.x   | IsPresent                 | true                   | false
            $.text.x   | IsPresent                 | false                  | true
            $.list[2]  | IsPresent                 | true                   | true
            $.list[-4] | IsPresent                 | true                   | false
            $.a.b      | IsNumeric                 | true                   | true
            $.a.b      | IsString                  | true                   | false
            $.a.if     | IsBoolean                 | true                   | true
            $.due      | IsTimestamp               | true                   | true
            $.text     | IsTimestamp               | false                  | true
            """)
    void shouldCompareOnlyWhatIsOfTheSameType(String variable, String operator, String operand, String result)
            throws Exception {
        // Given
        var jq = Comparison.translate(
                variable, operator, new ObjectMapper().readTree(operand), Surroundings.ofInput("Here"));

        // When
        String evaluated = evaluated(jq.text());

        // Then
        assertThat(evaluated).as(jq.text()).isEqualTo(result);
    }

    @Test
    void shouldNameThePropertiesOfAReference() throws Untranslatable {
        // Given / When / Then
        assertThat(JsonPath.reference("$.a['b c']")).containsExactly("a", "b c");
        assertThat(JsonPath.reference("$")).isEmpty();
    }
}
