package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.records.StepCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Steps that nobody waits for any more. */
class CancellationIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    private static Workshop classic;
    private static Workshop share;
    private static ConfigurableApplicationContext classicExecutor;
    private static ConfigurableApplicationContext shareExecutor;

    @BeforeAll
    static void start() {
        classic = new Workshop();
        // One place, so that what is behind a slow step shows whether the place is free again.
        classic.tenant("narrow", 1, 1, 0);
        classic.tenant("acme", 1, 0, 0, "127.0.0.1/32");
        classicExecutor = classic.executor();
        share = new Workshop();
        share.tenant("narrow", 1, 1, 0);
        shareExecutor = share.executor("millrace.executor.consumption=share");
    }

    @AfterAll
    static void stop() {
        classic.close();
        share.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldFreeThePlaceOfACancelledStepSoon(String mode) {
        // Given
        Workshop workshop = mode.equals("share") ? share : classic;
        StepCommand slow = workshop.give(Workshop.function("narrow", 1, "delay", "{\"milliseconds\": 60000}"));
        await().until(() -> inFlight(mode) == 1);
        StepCommand behind = workshop.give(Workshop.function("narrow", 1, "echo", "{\"next\": true}"));

        // When
        workshop.cancel(slow);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(workshop.results(behind)).hasSize(1));
        assertThat(workshop.results(slow)).isEmpty();
        assertThat(inFlight(mode)).isZero();
    }

    @Test
    void shouldCommitACancelledCommandSoThatItNeverComesAgain() {
        // Given
        StepCommand slow = classic.give(Workshop.function("acme", 6, "delay", "{\"milliseconds\": 60000}"));
        await().until(() -> inFlight("classic") == 1);

        // When
        classic.cancel(slow);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(classic.committed(6)).isOne());
        assertThat(classic.results(slow)).isEmpty();
    }

    @Test
    void shouldHangUpOnTheCalleeOfACancelledCall() throws IOException {
        // Given
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> caller = CompletableFuture.supplyAsync(() -> accept(server));
            StepCommand call = classic.give(Workshop.command(
                    "acme",
                    3,
                    "http",
                    "{\"method\": \"get\", \"endpoint\": \"http://127.0.0.1:" + server.getLocalPort() + "/slow\"}"));
            try (Socket connection =
                    caller.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join()) {
                connection.setSoTimeout((int) SOON.toMillis());

                // When
                classic.cancel(call);

                // Then
                connection.getInputStream().readAllBytes();
                assertThat(classic.results(call)).isEmpty();
            }
        }
    }

    private static int inFlight(String mode) {
        ConfigurableApplicationContext executor = mode.equals("share") ? shareExecutor : classicExecutor;
        return executor.getBean(Dispatcher.class).inFlight();
    }

    private static Socket accept(ServerSocket server) {
        try {
            return server.accept();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
