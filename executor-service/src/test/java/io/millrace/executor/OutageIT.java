package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.StepCommand;
import io.millrace.schemas.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of commands when the broker goes away and comes back. */
class OutageIT {
    @Test
    void shouldAnswerEveryCommandAfterTheBrokerIsBack() {
        try (TestBroker broker = TestBroker.start();
                Workshop workshop = new Workshop(broker)) {
            // Given
            ConfigurableApplicationContext executor = workshop.executor();
            List<StepCommand> commands = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String delay = i % 10 == 0 ? "2000" : "20";
                commands.add(
                        workshop.give(Workshop.function("acme", i % 8, "delay", "{\"milliseconds\": " + delay + "}")));
            }
            await().until(() ->
                    commands.stream().anyMatch(each -> !workshop.results(each).isEmpty()));

            // When
            broker.stop();
            broker.startAgain();

            // Then
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> commands.stream()
                            .noneMatch(each -> workshop.results(each).isEmpty()));
            assertThat(Workshop.status(executor)).isEqualTo(Status.UP);
        }
    }
}
