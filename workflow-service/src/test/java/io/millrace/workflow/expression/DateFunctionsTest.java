package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.compile;
import static io.millrace.workflow.expression.Evaluation.evaluate;
import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jq's date functions, in UTC and with the time of the record being processed. */
class DateFunctionsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    1425599621 | todate                                       => "2015-03-05T23:53:41Z"
                    1425599621.75 | todateiso8601                             => "2015-03-05T23:53:41Z"
                    1425599580 | todate                                       => "2015-03-05T23:53:00Z"
                    0 | date                                                  => "1970-01-01T00:00:00Z"
                    -1 | todate                                               => "1969-12-31T23:59:59Z"
                    "2015-03-05T23:51:47Z" | fromdate                         => 1425599507
                    "2015-03-05T23:51:47.250Z" | fromdateiso8601              => 1425599507.25
                    "2015-03-05T23:51:47+02:00" | fromdate                    => 1425592307
                    "2015-03-05T23:51:47Z" | strptime("%Y-%m-%dT%H:%M:%SZ")   => [2015,2,5,23,51,47,4,63]
                    "2015-03-05T23:51:47Z" | strptime("%Y-%m-%dT%H:%M:%SZ") | mktime => 1425599507
                    "Thu, 05 Mar 2015 11:51 PM" | strptime("%a, %d %b %Y %I:%M %p") | mktime => 1425599460
                    "5.3.15 +0130" | strptime("%d.%m.%y %z") | mktime         => 1425508200
                    "2015 064" | strptime("%Y %j") | todate                   => "2015-03-05T00:00:00Z"
                    "1425599507" | strptime("%s") | mktime                    => 1425599507
                    1425599621 | gmtime                                       => [2015,2,5,23,53,41,4,63]
                    1425599621.5 | gmtime | .[5]                              => 41.5
                    1425599621 | localtime | mktime                           => 1425599621
                    [2024,1,29,12,0,0,0,0] | mktime                           => 1709208000
                    1425599621 | strftime("%A, %B %d, %Y")                    => "Thursday, March 05, 2015"
                    1425599621 | strftime("%a %b %e %T %Z %z %j %u %w %U %V %G") => "Thu Mar  5 23:53:41 UTC +0000 064 4 4 09 10 2015"
                    1425599621 | strftime("%I:%M %p %y %C %s %D %R %%")       => "11:53 PM 15 20 1425599621 03/05/15 23:53 %"
                    1425599621 | gmtime | strflocaltime("%F")                 => "2015-03-05"
                    10 | dateadd("seconds"; 5), datesub("seconds"; 5)         => [15,5]
                    """)
    void shouldCompute(String jq, String result) throws InvalidExpression {
        // When
        JsonNode evaluated = evaluate(jq, "null");

        // Then
        assertThat(evaluated).isEqualTo(json(result));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\" | fromdate",
                "\"2015-13-05\" | strptime(\"%Y-%m-%d\")",
                "\"2015-02-30\" | strptime(\"%Y-%m-%d\")",
                "\"2015-02-03x\" | strptime(\"%Y-%m-%d\")",
                "\"5\" | strptime(\"%Q\")",
                "0 | strftime(\"%Q\")",
                "1e300 | todate",
                "nan | todate",
                "\"x\" | mktime",
                "[1] | mktime",
                "[1e9,0,0,0,0,0] | mktime",
            })
    void shouldRefuse(String jq) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> evaluate(jq, "null"));
    }

    @Test
    void shouldTakeNowFromTheVariables() throws InvalidExpression {
        // Given
        Expression expression = compile("now | todate");
        Variables variables = Variables.NONE.with(Variables.NOW, DoubleNode.valueOf(1_700_000_000.5));

        // When
        JsonNode evaluated = expression.evaluate(json("null"), variables);

        // Then
        assertThat(evaluated).isEqualTo(json("\"2023-11-14T22:13:20Z\""));
    }

    @Test
    void shouldNotLetNowReadAClock() throws InvalidExpression {
        // Given
        Expression expression = compile("now");

        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> expression.evaluate(json("null"), Variables.NONE))
                .withMessageContaining("`now` is not available here");
    }
}
