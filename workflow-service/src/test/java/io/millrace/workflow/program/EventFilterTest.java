package io.millrace.workflow.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events something waits for. */
class EventFilterTest {

    private static final JsonNode EVENT = new ObjectMapper()
            .createObjectNode()
            .put("type", "com.example.order")
            .put("subject", "17")
            .set("data", new ObjectMapper().createObjectNode().put("amount", 5));

    @ParameterizedTest
    @CsvSource({"com.example.order,true", "com.exampleXorder,false", "COM.example.order,false"})
    void shouldCompareTextsLiterally(String type, boolean expected) {
        // Given
        EventFilter filter = new EventFilter(Map.of("type", new EventFilter.Test.Equals(new TextNode(type))));

        // When
        boolean matches = filter.matches(EVENT);

        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"^com\\..*$,true", "^com$,false"})
    void shouldFitRegularExpressionsToTheWholeText(String regex, boolean expected) {
        // Given
        EventFilter filter = new EventFilter(Map.of("type", new EventFilter.Test.Fits(Pattern.compile(regex))));

        // When
        boolean matches = filter.matches(EVENT);

        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    void shouldTakeAPredicateOverTheDataByItsTruth() {
        // Given
        Expression more = (data, _) -> BooleanNode.valueOf(data.get("amount").asInt() > 4);
        EventFilter filter = new EventFilter(Map.of("data", new EventFilter.Test.Holds(more)));

        // When
        boolean matches = filter.matches(EVENT);

        // Then
        assertThat(matches).isTrue();
    }

    @Test
    void shouldCompareWhatAnExpressionOverAnAttributeGives() {
        // Given
        Expression seventeen = (_, _) -> new TextNode("17");
        Expression eighteen = (_, _) -> new TextNode("18");

        // When
        boolean equal = new EventFilter(Map.of("subject", new EventFilter.Test.Holds(seventeen))).matches(EVENT);
        boolean different = new EventFilter(Map.of("subject", new EventFilter.Test.Holds(eighteen))).matches(EVENT);

        // Then
        assertThat(equal).isTrue();
        assertThat(different).isFalse();
    }

    @Test
    void shouldNotMatchWhenAnExpressionFailsOrAnAttributeIsMissing() {
        // Given
        Expression failing = (_, _) -> {
            throw new ExpressionException("no");
        };

        // When
        boolean failed = new EventFilter(Map.of("data", new EventFilter.Test.Holds(failing))).matches(EVENT);
        boolean missing = new EventFilter(Map.of("source", new EventFilter.Test.Holds((_, _) -> BooleanNode.TRUE)))
                .matches(EVENT);

        // Then
        assertThat(failed).isFalse();
        assertThat(missing).isFalse();
    }

    @Test
    void shouldNeedEveryTestToHold() {
        // Given
        EventFilter filter = new EventFilter(Map.of(
                "type", new EventFilter.Test.Equals(new TextNode("com.example.order")),
                "subject", new EventFilter.Test.Equals(new TextNode("18"))));

        // When
        boolean matches = filter.matches(EVENT);

        // Then
        assertThat(matches).isFalse();
    }
}
