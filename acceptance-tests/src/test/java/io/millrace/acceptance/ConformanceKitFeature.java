package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The specification's conformance kit, on a standalone server: every scenario in a tenant of its own. The kit is not
 * part of this repository: its folder is the system property {@code millrace.ctk}, or {@code ../../shared/ctk}; without
 * it there is nothing to run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceKitFeature {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SCENARIOS = 21;

    @TempDir
    private static Path directory;

    private final AtomicInteger tenants = new AtomicInteger();
    private Standalone standalone;
    private PetStore store;
    private Client platform;

    static List<KitScenario> scenarios() {
        Path features = Stream.of(System.getProperty("millrace.ctk", ""), "../../shared/ctk", "../../../shared/ctk")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("features"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("none"));
        assumeTrue(Files.isDirectory(features), "the conformance kit is not here; set -Dmillrace.ctk=<folder>");
        List<KitScenario> scenarios = KitScenario.in(features);
        assertThat(scenarios).hasSize(SCENARIOS);
        return scenarios;
    }

    @BeforeAll
    void start() {
        assumeTrue(!scenarios().isEmpty());
        standalone = new Standalone(directory);
        store = new PetStore();
        platform = new Client(standalone);
    }

    @AfterAll
    void stop() {
        if (standalone != null) {
            store.close();
            standalone.close();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldConform(KitScenario scenario) {
        // Given
        String tenant = "/v1/tenants/kit-" + tenants.incrementAndGet();
        MainLine.ok(platform.put(tenant, "{\"displayName\": \"Kit\", \"egress\": {\"allow\": [\"127.0.0.1\"]}}"));
        String key = platform.post(tenant + "/keys", "{\"role\": \"admin\", \"label\": \"kit\"}")
                .body()
                .path("key")
                .asString();
        Client client = new Client(standalone.url(), key);
        String name = nameOf(scenario.definition());
        MainLine.ok(client.putYaml(tenant + "/workflows/" + name, store.rewritten(scenario.definition())));

        // When
        JsonNode run = client.post(
                        tenant + "/workflows/" + name + "/runs?wait=30s",
                        scenario.input().isMissingNode()
                                ? "{}"
                                : scenario.input().toString())
                .body();

        // Then
        List<String> order = order(client, tenant, run);
        scenario.expectations().forEach(expectation -> check(expectation, run, order));
    }

    private static String nameOf(String definition) {
        Matcher name = Pattern.compile("(?m)^\\s+name: (\\S+)").matcher(definition);
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    /** Names of the tasks in the order in which they began. */
    private static List<String> order(Client client, String tenant, JsonNode run) {
        String history = tenant + "/runs/" + run.path("id").asString() + "/history";
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !client.get(history).body().path("items").isEmpty());
        return StreamSupport.stream(client.get(history).body().path("items").spliterator(), false)
                .map(item -> item.path("task").asString())
                .toList();
    }

    private static void check(KitScenario.Expectation expectation, JsonNode run, List<String> order) {
        String sentence = expectation.sentence();
        JsonNode value = JSON.readTree(
                expectation.value().toString().isEmpty()
                        ? "null"
                        : expectation.value().toString());
        JsonNode output = run.path("output");
        if (sentence.startsWith("the workflow should complete")) {
            assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
            if (!expectation.value().isMissingNode()) {
                assertThat(output).isEqualTo(value);
            }
        } else if (sentence.startsWith("the workflow should fault")) {
            assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("faulted");
            value.properties()
                    .forEach(field ->
                            assertThat(run.path("error").path(field.getKey())).isEqualTo(field.getValue()));
        } else if (sentence.startsWith("the workflow output should have properties")) {
            quoted(sentence)
                    .forEach(path -> assertThat(at(output, path).isMissingNode())
                            .as("%s in %s", path, output)
                            .isFalse());
        } else if (sentence.matches("the workflow output should have a '.*' property with value:")) {
            assertThat(at(output, quoted(sentence).getFirst())).isEqualTo(value);
        } else if (sentence.matches("the workflow output should have a '.*' property containing \\d+ items")) {
            int items = Integer.parseInt(sentence.replaceAll(".*containing (\\d+) items", "$1"));
            assertThat(at(output, quoted(sentence).getFirst()).size()).isEqualTo(items);
        } else if (sentence.endsWith(" should run first")) {
            assertThat(order.getFirst()).isEqualTo(task(sentence));
        } else if (sentence.endsWith(" should run last")) {
            assertThat(order.getLast()).isEqualTo(task(sentence));
        } else if (sentence.contains(" should run after ")) {
            String other = sentence.substring(sentence.lastIndexOf(' ') + 1);
            assertThat(order.indexOf(task(sentence))).isGreaterThan(order.indexOf(other));
        } else {
            throw new AssertionError("the kit says something new: " + sentence);
        }
    }

    private static String task(String sentence) {
        return sentence.substring(0, sentence.indexOf(' '));
    }

    private static List<String> quoted(String sentence) {
        return Pattern.compile("'([^']+)'")
                .matcher(sentence)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static JsonNode at(JsonNode value, String path) {
        JsonNode found = value;
        for (String name : Arrays.asList(path.split("\\."))) {
            found = found.path(name);
        }
        return found;
    }
}
