package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the command line against a whole installation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineFeature {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private Standalone standalone;
    private Terminal terminal;

    @BeforeAll
    void start() {
        standalone = new Standalone(directory);
        terminal = new Terminal(directory, standalone);
    }

    @AfterAll
    void stop() {
        standalone.close();
    }

    private static String parcel(String name, int threshold) {
        return """
                document: {dsl: '1.0.3', namespace: acceptance, name: %s, version: '1.0.0'}
                do:
                  - choose:
                      switch:
                        - heavy: {when: .weight > %d, then: lorry}
                        - light: {then: bicycle}
                  - lorry: {set: {by: lorry}, then: end}
                  - bicycle: {set: {by: bicycle}}
                """.formatted(name, threshold);
    }

    private static String waiting(String name) {
        return """
                document: {dsl: '1.0.3', namespace: acceptance, name: %s, version: '1.0.0'}
                do:
                  - rest: {wait: {hours: 1}}
                """.formatted(name);
    }

    private String apply(String name, String definition) {
        String file = terminal.file(name + ".yaml", definition);
        Terminal.Said said = terminal.run("apply", "-f", file);
        assertThat(said.code()).as(said.err()).isZero();
        return file;
    }

    private void awaitStatus(String run, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(terminal.run("runs", "get", run).out()).contains("status: " + status + "\n"));
    }

    @Test
    void shouldLeadFromADefinitionToWhatAnotherOneWouldHaveMade() {
        // Given
        apply("parcel", parcel("parcel", 10));
        for (int weight : new int[] {5, 15, 25}) {
            Terminal.Said said =
                    terminal.run("run", "parcel", "--input", "{\"weight\": " + weight + "}", "--wait", "30s");
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(JSON.readTree(said.out()).path("by").asString()).isEqualTo(weight > 10 ? "lorry" : "bicycle");
        }
        await().atMost(PATIENCE)
                .until(() -> terminal.run("runs", "list", "--workflow", "parcel", "--status", "completed")
                                .out()
                                .lines()
                                .count()
                        == 4);

        // When
        Terminal.Said said = terminal.run("what-if", "parcel", "-f", terminal.file("draft.yaml", parcel("parcel", 20)));

        // Then
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("Of 3 runs: 2 the same, 1 different, 0 would need a result");
        assertThat(said.out().lines().filter(line -> line.contains(" different ")))
                .singleElement()
                .asString()
                .contains("choose (/do/0/choose)");
    }

    @Test
    void shouldPrintADefinitionAsItWasSent() {
        // Given
        String definition = "# Where it says why.\n" + parcel("commented", 10);
        apply("commented", definition);

        // When
        Terminal.Said said = terminal.run("get", "workflow", "commented");

        // Then
        assertThat(said.out()).isEqualTo(definition);
    }

    @Test
    void shouldSayWhereADefinitionIsWrong() {
        // Given
        String file = terminal.file("wrong.yaml", parcel("wrong", 10).replace("set: {by: lorry}", "sett: {by: lorry}"));

        // When
        Terminal.Said said = terminal.run("apply", "-f", file, "--dry-run");

        // Then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("(422)").contains(file + ":7:");
    }

    @Test
    void shouldShowWhyARunFaultedAndEndWithOne() {
        // Given
        apply("fails", """
                document: {dsl: '1.0.3', namespace: acceptance, name: fails, version: '1.0.0'}
                do:
                  - stop: {raise: {error: {type: 'urn:shop:closed', status: 409, title: Closed, detail: It is night.}}}
                """);

        // When
        Terminal.Said said = terminal.run("run", "fails", "--wait");

        // Then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("faulted. Closed (409): It is night.").contains("urn:shop:closed");
    }

    @Test
    void shouldFollowARunThatSomebodyElseEnds() {
        // Given
        apply("rest", waiting("rest"));
        String run = terminal.run("run", "rest").out().strip();
        awaitStatus(run, "waiting");

        // When
        Terminal.Said cancelled = terminal.run("runs", "cancel", run, "--reason", "enough");
        Terminal.Said watched = terminal.run("runs", "watch", run);

        // Then
        assertThat(cancelled.out()).isEqualTo("The run is cancelled now.\n");
        assertThat(watched.code()).isEqualTo(1);
        assertThat(watched.out()).contains("rest (/do/0/rest)").contains("  cancelled  run " + run);
    }

    @Test
    void shouldSuspendAndResume() {
        // Given
        apply("pause", waiting("pause"));
        String run = terminal.run("run", "pause").out().strip();
        awaitStatus(run, "waiting");

        // When
        Terminal.Said suspended = terminal.run("runs", "suspend", run);
        Terminal.Said resumed = terminal.run("runs", "resume", run);

        // Then
        assertThat(suspended.out()).isEqualTo("The run is suspended now.\n");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).doesNotContain("suspended");
    }

    @Test
    void shouldStartARunByAnEvent() {
        // Given
        apply("greet", """
                document: {dsl: '1.0.3', namespace: acceptance, name: greet, version: '1.0.0'}
                schedule: {on: {one: {with: {type: com.example.guest}}}}
                do:
                  - greet: {set: '${ {hello: .[0].name} }'}
                """);

        // When
        Terminal.Said said = terminal.run(
                "events", "send", "--type", "com.example.guest", "--source", "/door", "--data", "{\"name\": \"Ann\"}");

        // Then
        assertThat(said.code()).as(said.err()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.run("runs", "list", "--workflow", "greet", "--json")
                                .out())
                        .contains("\"Ann\"")
                        .contains("\"completed\""));
    }

    @Test
    void shouldMakeAKeyThatMayReadAndNotPublish() {
        // Given
        String key = terminal.run("key", "create", "--role", "viewer").out();
        String file = terminal.file("viewer.key", key);

        // When
        Terminal.Said read = terminal.run("runs", "list", "--key-file", file);
        Terminal.Said published =
                terminal.run("apply", "-f", terminal.file("p.yaml", parcel("p", 1)), "--key-file", file);

        // Then
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(published.code()).isEqualTo(1);
        assertThat(published.err()).contains("(403)").contains("role");
    }
}
