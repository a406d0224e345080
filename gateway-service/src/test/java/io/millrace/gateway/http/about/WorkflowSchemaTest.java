package io.millrace.gateway.http.about;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors check definitions with says what the compiler says. */
class WorkflowSchemaTest {
    private static final Pattern DEFINITION =
            Pattern.compile("definition:\\s*\"\"\"yaml\\R(.*?)\"\"\"", Pattern.DOTALL);
    private static final String HEAD = "document: {dsl: '1.0.3', namespace: test, name: some, version: '1.0.0'}\n";
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream resource = Objects.requireNonNull(
                AboutController.class.getResourceAsStream("workflow.schema.json"), "the schema")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> problems(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JsonMapper.shared().writeValueAsString(document), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    @Test
    void shouldTakeEveryDefinitionOfTheConformanceKit() throws IOException {
        // Given
        Path features = Stream.of(System.getProperty("millrace.ctk", ""), "../../shared/ctk", "../../../shared/ctk")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("features"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("none"));
        assumeTrue(Files.isDirectory(features), "the conformance kit is not here; set -Dmillrace.ctk=<folder>");
        List<String> definitions = new ArrayList<>();
        for (Path file : files(features, ".feature")) {
            Matcher definition = DEFINITION.matcher(Files.readString(file));
            while (definition.find()) {
                definitions.add(definition.group(1).stripIndent());
            }
        }

        // When
        List<String> problems =
                definitions.stream().flatMap(text -> problems(text).stream()).toList();

        // Then
        assertThat(definitions).hasSize(21);
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeEveryExample() throws IOException {
        // Given
        List<Path> examples = files(Path.of("../examples"), "workflow.yaml");

        // When
        List<String> problems = new ArrayList<>();
        for (Path example : examples) {
            problems(Files.readString(example)).forEach(problem -> problems.add(example + " " + problem));
        }

        // Then
        assertThat(examples).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do: [{all: {for: {in: .rows}, do: [{a: {set: {b: 1}}}], metadata: {millrace: {parallel: 8, tolerate: {percent: 5}}}}}]",
                "do: [{ask: {call: callback, with: {expires: PT1H, heartbeat: {minutes: 5}, request: {call: http, with: {method: post, endpoint: 'https://example.com'}}}}}]",
                "do: [{book: {call: echo, metadata: {millrace: {compensate: [{release: {call: echo}}]}}}}]",
                "do: [{t: {try: [{c: {call: fail}}], catch: {retry: {backoff: {exponential: {factor: 3, maxDelay: PT1M}}, limit: {attempt: {count: 5}}}}}}]",
                "do: [{l: {listen: {to: {any: [{with: {type: a}}], until: '. | length > 2'}}, foreach: {do: [{s: {set: {x: 1}}}]}}}]",
                "do: [{m: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .payload.x, consume: {until: length == 2, for: PT1S}, foreach: {item: m, do: [{s: {set: {x: 1}}}], output: {as: .x}}}}}}]",
                "do: [{f: {fork: {compete: true, branches: [{a: {wait: PT1S}}, {b: {wait: {seconds: 2}}}]}}}]",
                "do: [{a: {call: http, with: {method: get, endpoint: {uri: 'https://example.com', authentication: {use: shop}}}}}]",
                "{evaluate: {mode: loose}, do: [{s: {set: .a}}]}",
                "do: [{r: {run: {workflow: {name: other, version: latest}, await: false}}}]",
                "{use: {catalogs: {c: {endpoint: 'https://example.com'}}}, do: [{a: {call: 'log:1.0.0@c'}}, {b: {call: 'https://example.com/f.yaml'}}]}",
                "{input: {schema: {resource: {endpoint: {uri: 'https://example.com/s.json'}}}}, do: [{s: {set: {a: 1}}}]}",
                "do: [{s: {switch: [{a: {when: .x > 1, then: end}}, {b: {then: continue}}]}}]",
                "{do: [{e: {emit: {event: {with: {type: a.b, data: '${ . }'}}}}}], schedule: {cron: '0 * * * *'}}",
                "{use: {extensions: [{log: {extend: all, before: [{s: {set: '${ . }'}}]}}], timeouts: {t: {after: PT1S}}}, timeout: t, do: [{s: {set: {a: 1}}}]}"
            })
    void shouldTakeWhatTheLanguageAndItsExtensionsAllow(String definition) {
        // When
        List<String> problems = problems(definition.startsWith("{") ? merged(definition) : HEAD + definition);

        // Then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do: []",
                "do: [{a: {}}]",
                "do: [{a: {sett: {b: 1}}}]",
                "do: [{a: {set: {b: 1}}, b: {set: {c: 1}}}]",
                "do: [{a: {set: 7}}]",
                "do: [{a: {call: http, with: {method: get, endpoint: {uri: 'https://example.com', authentication: {basic: {username: u}}}}}}]",
                "do: [{a: {call: a2a, with: {method: message/shout, server: 'https://example.com'}}}]",
                "do: [{a: {call: http, with: {method: get}}}]",
                "do: [{a: {call: http, with: {method: fetch, endpoint: 'https://example.com'}}}]",
                "do: [{a: {call: callback, with: {expire: PT1H}}}]",
                "do: [{a: {try: [{b: {set: {c: 1}}}]}}]",
                "do: [{a: {try: [{b: {call: fail}}], catch: {retry: {backoff: {exponential: {factor: 0.5}}}}}}]",
                "do: [{a: {for: {in: .x}, do: [{b: {set: {c: 1}}}], metadata: {millrace: {paralel: 8}}}}]",
                "do: [{a: {for: {in: .x}, do: [{b: {set: {c: 1}}}], metadata: {millrace: {tolerate: {count: 1}}}}}]",
                "do: [{a: {listen: {to: {one: {with: {}}}}}}]",
                "do: [{a: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x, consume: {}}}}}]",
                "do: [{a: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 1, while: .x}}}}}]",
                "do: [{a: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 1}, foreach: {do: []}}}}}]",
                "do: [{a: {raise: {error: {type: x}}}}]",
                "do: [{a: {run: {shell: {command: ls}, workflow: {name: x}}}}]",
                "do: [{a: {emit: {event: {with: {source: x}}}}}]",
                "{input: {schema: {format: json}}, do: [{s: {set: {a: 1}}}]}",
                "{input: {schema: {document: {}, resource: {endpoint: 'https://a'}}}, do: [{s: {set: {a: 1}}}]}",
                "{use: {catalogs: {c: {}}}, do: [{s: {set: {a: 1}}}]}"
            })
    void shouldFindWhatIsWrong(String definition) {
        // When
        List<String> problems = problems(definition.startsWith("{") ? merged(definition) : HEAD + definition);

        // Then
        assertThat(problems).isNotEmpty();
    }

    private static String merged(String flow) {
        return "{" + HEAD.strip() + ", " + flow.substring(1);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
