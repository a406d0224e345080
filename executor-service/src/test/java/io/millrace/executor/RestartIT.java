package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.records.StepCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of commands when executors come and go. */
class RestartIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Workshop workshop;

    @TempDir
    private Path logs;

    @BeforeEach
    void open() {
        workshop = new Workshop();
        workshop.tenant("acme", 1, 0, 0);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void shouldPerformAgainWhatAKilledExecutorLeftOpen() throws IOException, InterruptedException {
        // Given
        Process killed = process();
        List<StepCommand> commands = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String delay = i % 20 == 0 ? "5000" : "1";
            commands.add(workshop.give(Workshop.function("acme", i % 8, "delay", "{\"milliseconds\": " + delay + "}")));
        }
        await().atMost(LONG).until(() -> answered(commands) >= 300);

        // When
        killed.destroyForcibly().waitFor();
        workshop.executor();

        // Then
        await().atMost(LONG).until(() -> answered(commands) == commands.size());
    }

    @Test
    void shouldLetStepsAtWorkEndWhenItStops() {
        // Given
        ConfigurableApplicationContext executor = workshop.executor();
        workshop.output(workshop.give(Workshop.function("acme", 0, "echo", "{}")));
        List<StepCommand> atWork = IntStream.range(0, 8)
                .mapToObj(i -> workshop.give(Workshop.function("acme", i, "delay", "{\"milliseconds\": 1500}")))
                .toList();
        Dispatcher<?> dispatcher = executor.getBean(Dispatcher.class);
        await().until(() -> dispatcher.inFlight() == 8);

        // When
        executor.close();

        // Then
        assertThat(atWork).allSatisfy(each -> assertThat(workshop.results(each)).hasSize(1));
        long committed = IntStream.range(0, 8).mapToLong(workshop::committed).sum();
        assertThat(committed).isEqualTo(9);
    }

    @Test
    void shouldLeaveToTheNextWhatDoesNotEndInTime() {
        // Given
        ConfigurableApplicationContext executor = workshop.executor("millrace.executor.stop-grace=200ms");
        StepCommand open = workshop.give(Workshop.function("acme", 3, "delay", "{\"milliseconds\": 3000}"));
        Dispatcher<?> dispatcher = executor.getBean(Dispatcher.class);
        await().until(() -> dispatcher.inFlight() == 1);

        // When
        executor.close();
        boolean answeredByTheFirst = !workshop.results(open).isEmpty();
        workshop.executor();

        // Then
        assertThat(answeredByTheFirst).isFalse();
        assertThat(workshop.output(open)).isEqualTo("{\"milliseconds\":3000}");
    }

    @Test
    void shouldShareThePartitionsWithASecondExecutorAndLoseNothing() {
        // Given
        workshop.executor();
        List<StepCommand> commands = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            commands.add(workshop.give(Workshop.function("acme", i % 8, "delay", "{\"milliseconds\": 20}")));
        }

        // When
        ConfigurableApplicationContext second = workshop.executor("millrace.instance=two");
        for (int i = 0; i < 2_000; i++) {
            commands.add(workshop.give(Workshop.function("acme", i % 8, "delay", "{\"milliseconds\": 20}")));
        }

        // Then
        await().atMost(LONG).until(() -> answered(commands) == commands.size());
        assertThat(second.isRunning()).isTrue();
    }

    private long answered(List<StepCommand> commands) {
        return commands.stream()
                .map(workshop::results)
                .filter(each -> !each.isEmpty())
                .count();
    }

    /** An executor of its own, which can be killed. */
    private Process process() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExecutorApplication.class.getName()));
        line.addAll(List.of(workshop.arguments("server.port=0")));
        Path log = Files.createFile(logs.resolve("executor.log"));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
