package io.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.Reply;
import io.millrace.records.RunEnded;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A value that is not where it was kept ends its run, or fails its step, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostValuesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REASON = "The large value " + "0".repeat(64) + " is not in the blob store";

    @TempDir
    private static Path state;

    private TestBroker broker;
    private Surroundings around;
    private EngineProcess engine;
    private Surroundings.Published workflow;

    @BeforeAll
    void startEngine() {
        broker = TestBroker.start();
        engine = new EngineProcess(broker.bootstrapServers(), state);
        engine.start();
        around = new Surroundings(broker.bootstrapServers());
        workflow = around.publish("one-step", """
                do:
                  - one: {call: echo, with: {n: 1}}
                """);
        around.awaitDefinition(workflow);
    }

    @AfterAll
    void stopEngine() {
        around.close();
        engine.stop();
        broker.close();
    }

    @Test
    void shouldFaultARunWhoseInputIsLost() {
        // When
        RunId run = around.start(workflow, Surroundings.LOST);

        // Then
        assertThat(ended(run)).satisfies(ended -> {
            assertThat(ended.getStatus()).isEqualTo("faulted");
            assertThat(ended.getError()).isNotNull().satisfies(error -> {
                assertThat(error.getType()).endsWith("/runtime");
                assertThat(error.getDetail()).startsWith(REASON);
            });
        });
    }

    @Test
    void shouldGoOnWithTheOtherRunsOfThePartition() {
        // Given
        RunId lost = around.start(workflow, Surroundings.LOST);
        RunId other = around.newRun();
        while (other.partition() != lost.partition()) {
            other = around.newRun();
        }

        // When
        around.start(workflow, other, "{}");

        // Then
        assertThat(ended(other).getStatus()).isEqualTo("completed");
    }

    @Test
    void shouldFailAStepWhoseOutputIsLost() {
        // Given
        Surroundings.Published careful = around.publish("careful", """
                do:
                  - attempt:
                      try: [{one: {call: echo, with: {lose: true}}}]
                      catch: {as: error, do: [{note: {set: '${ {detail: $error.detail} }'}}]}
                """);
        around.awaitDefinition(workflow);

        // When
        RunId run = around.start(careful, "{}");

        // Then
        RunEnded ended = ended(run);
        assertThat(ended.getStatus()).isEqualTo("completed");
        assertThat(ended.getOutput()).contains(REASON);
    }

    @Test
    void shouldSetAMalformedClaimAsideAndGoOn() {
        // Given
        int before = around.deadLetters(around.topics().runInputs()).size();
        around.start(workflow, "@claim:../../etc/passwd:10");

        // When
        RunId run = around.start(workflow, "{}");

        // Then
        assertThat(ended(run).getStatus()).isEqualTo("completed");
        await().atMost(PATIENCE)
                .until(() -> around.deadLetters(around.topics().runInputs()).size() == before + 1);
    }

    private RunEnded ended(RunId run) {
        Reply reply = around.reply(run.toString(), PATIENCE);
        if (reply.getAnswer() instanceof RunEnded ended) {
            return ended;
        }
        throw new AssertionError("the run was refused: " + reply.getAnswer());
    }
}
