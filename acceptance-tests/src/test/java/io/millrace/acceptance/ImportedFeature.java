package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Definitions of other languages, imported, published as they are printed and run to what their own language
 * prescribes. Only the addresses of functions are filled in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedFeature {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path DEFINITIONS =
            Path.of(System.getProperty("millrace.root", ".."), "cli/src/test/resources/definitions");
    private static final String PLACEHOLDER = "https://functions.example.com";

    @TempDir
    private static Path directory;

    private final Map<String, String> published = new HashMap<>();
    private Standalone standalone;
    private Terminal terminal;
    private Functions functions;

    @BeforeAll
    void start() {
        standalone = new Standalone(directory);
        terminal = new Terminal(directory, standalone);
        MainLine.ok(new Client(standalone).put("/v1/tenants/default", """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        functions = new Functions()
                .with("price", line -> switch (line.path("line").asString()) {
                    case "gift" -> isNumbered(line) ? "0" : "{\"price\": 0}";
                    case "gold" -> isNumbered(line) ? "500" : "{\"price\": 500}";
                    default -> isNumbered(line) ? "5" : "{\"price\": 5}";
                })
                .with("address", who -> {
                    if (who.path("customer").asString().equals("c-9")) {
                        throw new Functions.Thrown("NoAddress", "moved away");
                    }
                    return "{\"street\": \"Main\"}";
                })
                .with("phone", who -> "{\"number\": \"42\"}")
                .with("c", number -> Integer.toString(number.asInt() * 10))
                .with("left", input -> {
                    if (input.has("throw")) {
                        throw new Functions.Thrown(input.path("throw").asString(), "as told");
                    }
                    return "{\"result\": \"L\"}";
                })
                .with("reserve", order -> {
                    if (order.path("sku").asString().isEmpty()) {
                        throw new Functions.Thrown("NoSku", "nothing to reserve");
                    }
                    return "{\"id\": \"" + order.path("text").asString() + "\"}";
                });
    }

    @AfterAll
    void stop() {
        functions.close();
        standalone.close();
    }

    /** Whether a line comes from the definition whose price is a number and not an object. */
    private static boolean isNumbered(JsonNode line) {
        return line.has("number");
    }

    /** Imports a definition and publishes it, the first time it is asked for; the name of the workflow. */
    private String imported(String source) {
        return published.computeIfAbsent(source, name -> {
            String language = name.substring(0, 3);
            String file = terminal.file(name.replace('/', '-'), text(DEFINITIONS.resolve(name)));
            Terminal.Said said = terminal.run("import", language, file);
            assertThat(said.out()).as(said.err()).startsWith("document:");
            String definition = said.out().replace(PLACEHOLDER, functions.url());
            Terminal.Said applied = terminal.run("apply", "-f", terminal.file("imported.yaml", definition));
            assertThat(applied.code()).as(applied.err()).isZero();
            return applied.out().split(" ", 2)[0];
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ran(String source, String input) {
        Terminal.Said said = terminal.run("run", imported(source), "--input", input, "--wait", "60s", "--json");
        return JSON.readTree(said.out());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        asl/choices.asl.json | {"kind": "refund", "result": {"ok": 1}} | {"ok": 1}
        asl/choices.asl.json | {"kind": "order", "amount": 99, "country": "DE", "address": {"city": "Bonn"}} | "Bonn"
        asl/choices.asl.json | {"kind": "order", "amount": 200, "vip": true, "country": "F", "tags": ["x"], "address": {"city": "Lyon"}} | "Lyon"
        asl/map.asl.json | {"order": {"id": "o", "lines": ["gift", "book"], "parcels": [{"labels": ["l1", "l2"]}, {"labels": []}]}} | [["l1", "l2"], []]
        asl/parallel.asl.json | {"customerId": "c-1"} | {"customerId": "c-1", "found": {"address": {"street": "Main"}, "phone": "42"}}
        asl/jsonata-parallel-map.asl.json | {"id": "i", "list": [1, 2, 3]} | 3
        asl/jsonata-order.asl.json | {"order": {"id": "o", "customer": {"id": "c"}, "lines": [{"sku": "a", "price": 300}]}} | {"id": "o", "total": 300, "lines": 1, "first": "a"}
        fdl/foreach.flow.yaml | {"order": {"lines": ["gift", "book"]}} | {"order": {"lines": ["gift", "book"]}, "prices": [0, 5]}
        fdl/parallel-map.machine.yaml | {"id": "i", "pause": 1, "list": ["a", "b"]} | {"Items": [{"value": "a"}, {"value": "b"}]}
        fdl/order.machine.yaml | {"user": "Ada", "order": {"id": "o", "sku": "s", "total": 50, "paid": true, "tags": []}} | {"reservation": "order o of Ada", "order": {"id": "o", "sku": "s", "total": 50, "paid": true, "tags": []}}
        """)
    void shouldRunToTheOutputThatItsOwnLanguagePrescribes(String source, String input, String output) {
        // When
        JsonNode run = ran(source, input);

        // Then
        assertThat(run.path("status").asString()).as("%s", run).isEqualTo("completed");
        assertThat(run.path("output")).isEqualTo(JSON.readTree(output));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        asl/parallel.asl.json  | {"customerId": "c-9"}                               | NoAddress    | moved away
        fdl/foreach.flow.yaml  | {"order": {"lines": ["book", "gold"]}}              | TooDear      | ``
        fdl/order.machine.yaml | {"order": {"id": "o", "sku": "", "tags": []}}       | OrderRefused | it was refused
        fdl/parallel.flow.yaml | {"throw": "Other"}                                  | Lost         | ``
        """)
    void shouldFailWithTheErrorThatItsOwnLanguagePrescribes(String source, String input, String title, String detail) {
        // When
        JsonNode run = ran(source, input);

        // Then
        assertThat(run.path("status").asString()).as("%s", run).isEqualTo("faulted");
        assertThat(run.path("error").path("title").asString()).isEqualTo(title);
        assertThat(run.path("error").path("detail").asString("")).endsWith(detail);
    }

    @Test
    void shouldGoOnWhereAFlowCatchesAnError() {
        // When
        JsonNode run = ran("fdl/parallel.flow.yaml", "{\"throw\": \"Left\"}");

        // Then
        assertThat(run.path("status").asString()).as("%s", run).isEqualTo("completed");
        assertThat(run.path("output").has("results")).isFalse();
    }

    @Test
    void shouldGatherWhatTheBranchesOfAFlowGive() {
        // When
        JsonNode run = ran("fdl/parallel.flow.yaml", "{}");

        // Then
        assertThat(run.path("output").path("results").toString())
                .as("%s", run)
                .isEqualTo("[\"L\",\"" + run.path("id").asString() + "\"]");
    }

    @Test
    void shouldTakeTheChoiceOfAFlowAndWait() {
        // Given
        Instant before = Instant.now();

        // When
        JsonNode run = ran("fdl/choice.flow.yaml", "{}");

        // Then
        assertThat(run.path("status").asString()).as("%s", run).isEqualTo("completed");
        assertThat(run.path("output").path("chosen").asInt()).isEqualTo(1);
        assertThat(Instant.now()).isAfter(before.plusSeconds(5));
    }

    @Test
    void shouldWaitForSecondsAndForTimes() {
        // Given
        Instant until = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);

        // When
        JsonNode run = ran("asl/waits.asl.json", "{\"pause\": {\"seconds\": 1}, \"until\": \"" + until + "\"}");

        // Then
        assertThat(run.path("status").asString()).as("%s", run).isEqualTo("completed");
        assertThat(run.path("output")).isEqualTo(JSON.readTree("{\"seconds\": 1}"));
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void shouldComputeWhatTheFunctionsOfTheStatesLanguageGive() {
        // Given
        String input = """
                {"object": {"k": 1}, "text": "{\\"a\\":1}", "a": 1, "list": [1, 2, 2, 3], "sentence": "big, wide world",
                 "code": "aGk=", "one": {"a": 1, "b": 1}, "two": {"b": 2}, "name": "Ada", "a name": {"b": 7},
                 "items": [{"name": "x"}, {"name": "y"}, {"name": "z"}]}""";

        // When
        JsonNode run = ran("asl/intrinsics.asl.json", input);

        // Then
        assertThat(run.path("output")).as("%s", run).isEqualTo(JSON.readTree("""
                {"text": "{\\"k\\":1}", "object": {"a": 1}, "list": [1, "two", 3, 0], "size": 4, "has": true, "third": 2,
                 "parts": [[1, 2], [2, 3]], "range": [1, 3, 5, 7, 9], "unique": [1, 2, 3],
                 "words": ["big", "wide", "world"], "encoded": "eyJhIjoxfQ==", "decoded": "hi",
                 "merged": {"a": 1, "b": 2}, "greeting": "it's Ada {}", "id": null, "hash": null,
                 "all": ["x", "y", "z"], "some": [{"name": "x"}, {"name": "y"}], "odd": 7, "filtered": null,
                 "deep": null, "last": {"name": "z"}}"""));
    }

    @Test
    void shouldComputeWhatJsonataGives() {
        // Given
        String input = """
                {"n": 7, "s": "a-b,xa", "list": [3, 1, 3], "least": 1,
                 "items": [{"price": 5, "name": "pen"}, {"price": 20, "name": "lamp"}]}""";

        // When
        JsonNode run = ran("asl/jsonata-functions.asl.json", input);

        // Then
        assertThat(run.path("output")).as("%s", run).isEqualTo(JSON.readTree("""
                {"string": "7", "number": 5, "upper": "A-B,XAabc", "length": 6, "part": "-b", "cut": "ab,xa", "has": true,
                 "split": "a-b;xa", "numbers": [1, 2, 3, 4, 5], "cheap": "pen", "doubled": [6, 2, 6], "kept": [3, 3],
                 "choice": "many", "fallback": "none", "named": 56,
                 "stats": {"max": 3, "min": 1, "average": 2.3333333333333335}, "rounded": 2, "rest": 1, "negative": -7,
                 "parsed": 1, "truth": true, "regex": null, "wild": null, "sorted": [1, 3, 3], "reversed": [1, 3],
                 "both": [3, 1, 3, "z"], "keys": ["n", "s", "list", "least", "items"], "replaced": "b-b,xb",
                 "random": null, "text": "no expression"}"""));
    }
}
