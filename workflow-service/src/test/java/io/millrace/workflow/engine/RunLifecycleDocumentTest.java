package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the life of a run says what the code does; {@code -Dmillrace.documents=write} writes it anew. */
class RunLifecycleDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/run-lifecycle.md");

    @Test
    void shouldDescribeTheMovesThatAreLegal() throws IOException {
        // Given
        String drawn = draw();
        if ("write".equals(System.getProperty("millrace.documents"))) {
            Files.writeString(DOCUMENT, drawn);
        }

        // When
        String written = Files.readString(DOCUMENT);

        // Then
        assertThat(written)
                .as("run this test with -Dmillrace.documents=write after the moves changed")
                .isEqualTo(drawn);
    }

    @Test
    void shouldForbidEveryMoveThatIsNotListed() {
        // Given
        Set<Status> terminal = EnumSet.of(Status.COMPLETED, Status.FAULTED, Status.CANCELLED);

        // When / Then
        for (Status from : Status.values()) {
            for (Status to : Status.values()) {
                boolean expected = switch (from) {
                    case PENDING -> to != Status.SUSPENDED && to != Status.CANCELLED;
                    case RUNNING, WAITING, SUSPENDED -> to != Status.PENDING;
                    case FAULTED -> to != Status.PENDING && to != Status.SUSPENDED && to != Status.CANCELLED;
                    case COMPLETED, CANCELLED -> false;
                };
                assertThat(Transitions.legal(from, to)).as("%s to %s", from, to).isEqualTo(expected);
            }
            assertThat(from.terminal()).isEqualTo(terminal.contains(from));
        }
    }

    private static String draw() {
        String moves = Arrays.stream(Status.values())
                .flatMap(from ->
                        Transitions.from(from).stream().sorted().map(to -> "    " + from.word() + " --> " + to.word()))
                .collect(Collectors.joining("\n"));
        String ends = Arrays.stream(Status.values())
                .filter(Status::terminal)
                .map(status -> "    " + status.word() + " --> [*]")
                .collect(Collectors.joining("\n"));
        return """
                # The life of a run

                Generated from `Transitions`; a test fails when this page and the code differ.

                ```mermaid
                stateDiagram-v2
                    [*] --> pending
                %s
                %s
                ```

                An input that would make any other move is rejected: it changes nothing and leaves a rejection in the audit.
                """.formatted(moves, ends);
    }
}
