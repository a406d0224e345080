package io.millrace.executor.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.step.StepJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values of parameters are written; the examples are those of OpenAPI 3.1, "Style Examples". */
class ParameterStyleTest {
    private static final String EMPTY = "[]";
    private static final String ARRAY = "[\"blue\", \"black\", \"brown\"]";
    private static final String OBJECT = "{\"R\": 100, \"G\": 200, \"B\": 150}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    path   | simple         | false | text   | blue
                    path   | simple         | false | array  | blue,black,brown
                    path   | simple         | false | object | R,100,G,200,B,150
                    path   | simple         | true  | object | R=100,G=200,B=150
                    path   | label          | false | text   | .blue
                    path   | label          | false | array  | .blue,black,brown
                    path   | label          | true  | array  | .blue.black.brown
                    path   | label          | true  | object | .R=100.G=200.B=150
                    path   | matrix         | false | text   | ;color=blue
                    path   | matrix         | false | array  | ;color=blue,black,brown
                    path   | matrix         | true  | array  | ;color=blue;color=black;color=brown
                    path   | matrix         | false | object | ;color=R,100,G,200,B,150
                    path   | matrix         | true  | object | ;R=100;G=200;B=150
                    query  | form           | false | array  | color=blue,black,brown
                    query  | form           | true  | array  | color=blue&color=black&color=brown
                    query  | form           | true  | empty  | ''
                    query  | form           | false | object | color=R,100,G,200,B,150
                    query  | form           | true  | object | R=100&G=200&B=150
                    query  | spaceDelimited | false | array  | color=blue%20black%20brown
                    query  | pipeDelimited  | false | array  | color=blue%7Cblack%7Cbrown
                    query  | deepObject     | true  | object | color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
                    header | simple         | false | array  | blue,black,brown
                    header | simple         | true  | object | R=100,G=200,B=150
                    header | simple         | false | object | R,100,G,200,B,150
                    """)
    void shouldWriteValuesAsTheSpecificationHasIt(
            String place, String style, boolean explode, String value, String written) {
        // Given
        ApiParameter parameter = parameter(
                "{\"name\": \"color\", \"in\": \"" + place + "\", \"style\": \"" + style + "\", \"explode\": " + explode
                        + "}",
                false);

        // When
        String text = write(parameter, value);

        // Then
        assertThat(text).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    csv   | color=blue,black,brown
                    ssv   | color=blue%20black%20brown
                    tsv   | color=blue%09black%09brown
                    pipes | color=blue%7Cblack%7Cbrown
                    multi | color=blue&color=black&color=brown
                    """)
    void shouldWriteArraysAsSwaggerHasIt(String format, String written) {
        // Given
        ApiParameter parameter =
                parameter("{\"name\": \"color\", \"in\": \"query\", \"collectionFormat\": \"" + format + "\"}", true);

        // When
        String text = write(parameter, "array");

        // Then
        assertThat(text).isEqualTo(written);
    }

    private static ApiParameter parameter(String json, boolean swagger) {
        return ApiParameter.read(StepJson.MAPPER.readTree(json), swagger);
    }

    private static String write(ApiParameter parameter, String value) {
        var json = StepJson.MAPPER.readTree(
                switch (value) {
                    case "text" -> "\"blue\"";
                    case "array" -> ARRAY;
                    case "object" -> OBJECT;
                    default -> EMPTY;
                });
        return switch (parameter.place()) {
            case PATH -> parameter.segment(json);
            case HEADER -> parameter.header(json);
            case QUERY, COOKIE, FORM, BODY -> String.join("&", parameter.pairs(json));
        };
    }
}
