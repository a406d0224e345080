package io.millrace.gateway.linking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.records.DefinitionProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a definition refers to elsewhere becomes a part of it. */
class LinkerTest {
    private static final String F = "https://f.example/f.yaml";
    private static final String G = "https://f.example/g.yaml";
    private static final String HEAD = "use: {catalogs: {c: {endpoint: 'https://c.example/'}}}\n";

    private final Elsewhere elsewhere = new Elsewhere();
    private final Linker linker = new Linker(Map.of("log:1.0.0", "{set: {logged: true}}"), elsewhere);

    private LinkedDefinition link(String text) {
        return linker.link("shop", text);
    }

    private JsonNode linked(String text) {
        LinkedDefinition definition = link(text);
        assertThat(definition.flaws(List.of())).isEmpty();
        return json(definition.text());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(text, invalid);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do: [{a: {set: {b: 1}}}]",
                "do: [{a: {call: echo}}, {b: {call: http, with: {method: get, endpoint: 'https://f.example'}}}]",
                "do: [{a: {set: {call: 'https://f.example/f.yaml'}}}]",
                "do: [{a: {call: http, with: {method: post, endpoint: 'https://x', body: {do: [{t: {call: 'x:1.0.0@c'}}]}}}}]",
                "input: {schema: {document: {properties: {resource: {}}}}}\ndo: [{a: {set: {b: 1}}}]",
                "input: {schema: {format: avro, resource: {endpoint: 'https://x'}}}\ndo: [{a: {set: {b: 1}}}]",
                "do: [",
                "",
                "7",
                "do: {a: 1}",
                "use: {functions: {'x:1.0.0@c': {set: {a: 1}}}}\ndo: [{t: {call: 'x:1.0.0@c'}}]",
            })
    void shouldLeaveADefinitionThatRefersToNothingElsewhere(String text) {
        // When
        LinkedDefinition definition = link(text);

        // Then
        assertThat(definition.text()).isEqualTo(text);
        assertThat(definition.flaws(List.of())).isEmpty();
        assertThat(elsewhere.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do: [{t: {call: REF}}]",
                "do: [{a: {do: [{b: {do: [{t: {call: REF, with: {x: 1}}}]}}]}}]",
                "do: [{a: {for: {in: '.x'}, do: [{t: {call: REF}}]}}]",
                "do: [{a: {fork: {branches: [{t: {call: REF}}]}}}]",
                "do: [{a: {try: [{t: {call: REF}}], catch: {}}}]",
                "do: [{a: {try: [{b: {set: {c: 1}}}], catch: {do: [{t: {call: REF}}]}}}]",
                "do: [{a: {listen: {to: {any: []}}, foreach: {do: [{t: {call: REF}}]}}}]",
                "do: [{a: {call: echo, metadata: {millrace: {compensate: [{t: {call: REF}}]}}}}]",
                "do: [{a: {call: callback, with: {request: {call: REF}}}}]",
                "use: {functions: {mine: {do: [{t: {call: REF}}]}}}",
                "use: {functions: {mine: {call: REF}}}",
                "use: {extensions: [{e: {extend: all, before: [{t: {call: REF}}]}}]}",
                "use: {extensions: [{e: {extend: all, after: [{t: {call: REF}}]}}]}",
                "use: ~\ndo: [{t: {call: REF}}]",
                "use: {functions: ~}\ndo: [{t: {call: REF}}]",
            })
    void shouldFindACallWhereverATaskStands(String text) {
        // Given
        elsewhere.with(F, "set: {found: true}");

        // When
        JsonNode linked = linked(text.replace("REF", F));

        // Then
        assertThat(linked.path("use").path("functions").path(F)).isEqualTo(json("{\"set\": {\"found\": true}}"));
        assertThat(elsewhere.asked).containsExactly(F);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            input: {schema: REF} => /input/schema
            output: {schema: REF} => /output/schema
            do: [{t: {set: {}, input: {schema: REF}}}] => /do/0/t/input/schema
            do: [{t: {set: {}, output: {schema: REF}}}] => /do/0/t/output/schema
            do: [{t: {set: {}, export: {schema: REF}}}] => /do/0/t/export/schema
            do: [{t: {listen: {}, foreach: {output: {schema: REF}}}}] => /do/0/t/foreach/output/schema
            use: {functions: {a/b: {set: {}, input: {schema: REF}}}} => /use/functions/a~1b/input/schema
            """)
    void shouldFindASchemaWhereverOneStands(String text, String pointer) {
        // Given
        elsewhere.with(F, "{$id: 'https://f.example/s', type: object, properties: {$id: {type: string}}}");

        // When
        JsonNode linked = linked(text.replace("REF", "{format: json, resource: {endpoint: {uri: '" + F + "'}}}"));

        // Then
        assertThat(linked.at(pointer)).isEqualTo(json("""
                {"format": "json",
                 "document": {"type": "object", "properties": {"$id": {"type": "string"}}}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            add:1.0.0@c => https://c.example/functions/add/1.0.0/function.yaml
            a.b_c-d:2.0.1-rc.1@c => https://c.example/functions/a.b_c-d/2.0.1-rc.1/function.yaml
            add:1.0.0@hub => https://raw.githubusercontent.com/o/r/main/x/functions/add/1.0.0/function.yaml
            add:1.0.0@bare => https://raw.githubusercontent.com/o/r/HEAD/functions/add/1.0.0/function.yaml
            add:1.0.0@lab => https://gitlab.com/g/s/p/-/raw/v1/functions/add/1.0.0/function.yaml
            add:1.0.0@project => https://gitlab.com/g/p/-/raw/HEAD/functions/add/1.0.0/function.yaml
            https://github.com/o/r/blob/main/a/f.yaml => https://raw.githubusercontent.com/o/r/main/a/f.yaml
            https://github.com/o/r/raw/refs/heads/main/f.yaml => https://raw.githubusercontent.com/o/r/main/f.yaml
            https://gitlab.com/g/p/-/blob/main/f.yaml => https://gitlab.com/g/p/-/raw/main/f.yaml
            https://example.com/o/r/blob/main/f.yaml?v=1 => https://example.com/o/r/blob/main/f.yaml?v=1
            """)
    void shouldReadFromWhereTheDocumentStands(String reference, String address) {
        // Given
        elsewhere.with(address, "set: {a: 1}");
        String text = """
                use:
                  catalogs:
                    c: {endpoint: {uri: 'https://c.example/'}}
                    hub: {endpoint: https://github.com/o/r/tree/main/x/}
                    bare: {endpoint: https://github.com/o/r}
                    lab: {endpoint: https://gitlab.com/g/s/p/-/tree/v1}
                    project: {endpoint: https://gitlab.com/g/p/}
                do: [{t: {call: '%s'}}]
                """.formatted(reference);

        // When
        JsonNode linked = linked(text);

        // Then
        assertThat(elsewhere.asked).containsExactly(address);
        assertThat(linked.path("use").path("functions").path(reference)).isNotEmpty();
        assertThat(linked.path("use").path("catalogs")).hasSize(5);
    }

    @Test
    void shouldBringItsOwnCatalogUnlessTheDefinitionDeclaresOneOfThatName() {
        // Given
        elsewhere.with("https://d.example/functions/log/1.0.0/function.yaml", "set: {other: true}");
        String text = "do: [{t: {call: 'log:1.0.0@default'}}]\n";

        // When
        JsonNode own = linked(text);
        JsonNode declared = linked("use: {catalogs: {default: {endpoint: 'https://d.example'}}}\n" + text);

        // Then
        assertThat(own.at("/use/functions/log:1.0.0@default/set/logged").booleanValue())
                .isTrue();
        assertThat(declared.at("/use/functions/log:1.0.0@default/set/other").booleanValue())
                .isTrue();
    }

    @Test
    void shouldFollowWhatFunctionsReferToInTurn() {
        // Given
        elsewhere
                .with(F, "do: [{a: {call: 'add:1.0.0@c'}}, {b: {call: '" + G + "'}}]")
                .with(G, "{set: {}, output: {schema: {resource: {endpoint: 'https://f.example/s.json'}}}}")
                .with("https://f.example/s.json", "{\"type\": \"object\"}")
                .with("https://c.example/functions/add/1.0.0/function.yaml", "call: log:1.0.0@default");

        // When
        JsonNode linked = linked(HEAD + "do: [{t: {call: '" + F + "'}}, {u: {call: '" + F + "'}}]");

        // Then
        JsonNode functions = linked.path("use").path("functions");
        assertThat(functions.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(F, "add:1.0.0@c", G, "log:1.0.0@default");
        assertThat(functions.path(G).at("/output/schema/document/type").textValue())
                .isEqualTo("object");
        assertThat(elsewhere.asked).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotTakeWhatACatalogSaysAboutAFunctionForPartOfIt() {
        // Given
        elsewhere.with(F, "document: {name: f, version: 1.0.0}\nset: {a: 1}\n");

        // When
        JsonNode linked = linked("do: [{t: {call: '" + F + "'}}]");

        // Then
        assertThat(linked.path("use").path("functions").path(F)).isEqualTo(json("{\"set\": {\"a\": 1}}"));
    }

    @Test
    void shouldPlaceWhatACheckFindsInTheTextAsItWasWritten() {
        // Given
        elsewhere.with(F, "sett: {a: 1}").with(G, "{type: wrong}");
        LinkedDefinition definition = link("""
                input:
                  schema: {resource: {endpoint: '%s'}}
                do:
                - t:
                    call: '%s'
                - u: {sett: {a: 1}}
                """.formatted(G, F));

        // When
        List<Flaw> flaws = definition.flaws(List.of(
                new DefinitionProblem("/use/functions/https:~1~1f.example~1f.yaml/sett", 1, 300, "What is `sett`?"),
                new DefinitionProblem("/input/schema/document/type", 1, 40, "What is `wrong`?"),
                new DefinitionProblem("/do/1/u", 1, 200, "What is it?")));

        // Then
        assertThat(flaws)
                .containsExactly(
                        new Flaw(
                                "/input/schema/resource",
                                2,
                                12,
                                "In the schema at " + G + ", at /type: What is `wrong`?"),
                        new Flaw("/do/0/t/call", 5, 5, "In the function at " + F + ", at /sett: What is `sett`?"),
                        new Flaw("/do/1/u", 6, 3, "What is it?"));
    }

    @Test
    void shouldSayOnceWhatACheckFindsToo() {
        // Given
        LinkedDefinition definition = link("do:\n- t: {call: 'x:1.0.0@none'}\n- u: {sett: 1}\n");

        // When
        List<Flaw> flaws = definition.flaws(List.of(
                new DefinitionProblem("/do/0/t/call", 1, 1, "It is not there."),
                new DefinitionProblem("/do/1/u", 3, 3, "What is it?")));

        // Then
        assertThat(flaws)
                .extracting(Flaw::detail)
                .satisfiesExactly(
                        first -> assertThat(first).contains("There is no catalog `none`"),
                        second -> assertThat(second).isEqualTo("What is it?"));
    }

    @Test
    void shouldLeaveAUseThatIsNoObjectToTheCheck() {
        // Given
        elsewhere.with(F, "set: {a: 1}");

        // When
        LinkedDefinition definition = link("use: [1]\ndo: [{t: {call: '" + F + "'}}]");

        // Then
        assertThat(json(definition.text()).path("use")).isEqualTo(json("[1]"));
    }
}
