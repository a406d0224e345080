package io.millrace.cli.fdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.JqEvaluation;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowExpressionTest {

    private static final Roots ROOTS = Roots.ofState("Here", Jq.DATA, Jq.NULL, Set.of());

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            $Input.a.b                                       ; 2
            $Input.list[1].n                                 ; 5
            $Input.list[*].n                                 ; [4,5]
            $Context.Current.Name                            ; "Here"
            $Input.a.b == 2 && $Input.s != "x"               ; true
            $Input.a.b > 2 || !($Input.s == 'y')             ; false
            ($Input.a.b + 2) * 3 - 1                         ; 11
            -$Input.a.b                                      ; -2
            format("{} is {}", $Input.s, 1)                  ; "y is 1"
            arrayContains([1, "two", $Input.a.b], 2)         ; true
            stringToJson("[1]")                              ; [1]
            $Input.with-hyphen                               ; true
            """)
    void shouldMeanTheSameInJq(String expression, String result) throws Untranslatable {
        // Given
        Jq jq = FlowExpression.translate(expression, ROOTS);

        // When
        String evaluated = JqEvaluation.of(
                jq.text(),
                "{\"a\": {\"b\": 2}, \"s\": \"y\", \"list\": [{\"n\": 4}, {\"n\": 5}], \"with-hyphen\": true}",
                Map.of());

        // Then
        assertThat(evaluated).as(jq.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$Secret.x", "uuid()", "$Context.Execution.RoleArn", "ready", "1 +", "(1", "\"open", "1 2", ""})
    void shouldSayWhatHasNoCounterpart(String expression) {
        // Given / When / Then
        assertThatThrownBy(() -> FlowExpression.translate(expression, ROOTS)).isInstanceOf(Untranslatable.class);
    }
}
