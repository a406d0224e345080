package io.millrace.workflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Seed;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parallel loop with more items than fit into a state; the state is read and written with every input, as in the log. */
class LargeLoopTest {
    private static final int ITEMS = Integer.getInteger("millrace.loop.items", 5_000);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Program PROGRAM = compile("""
            document: {dsl: '1.0.3', namespace: test, name: wide, version: '1.0.0'}
            do:
              - spread:
                  for: {in: .items}
                  metadata: {millrace: {parallel: 100}}
                  do:
                    - twice: {call: echo, with: {item: '${ $item }'}}
            """);

    @TempDir
    private static Path directory;

    private final Deque<Effect.DispatchStep> open = new ArrayDeque<>();
    private StateForm form = form();
    private byte[] bytes = {};
    private int largest;
    private @Nullable JsonNode output;

    @Test
    void shouldGoThroughMoreItemsThanFitIntoAState() {
        // Given
        Random random = new Random(7);
        accept(new RunInput.StartRun(
                new RunId(1, 2), "acme", PROGRAM.identity(), items(), "key-1", "api:1", null, Seed.NONE, null));

        // When
        int done = 0;
        while (!open.isEmpty()) {
            Effect.DispatchStep step = random.nextInt(4) == 0 ? open.removeLast() : open.removeFirst();
            accept(new RunInput.StepSucceeded(
                    step.position(), step.attempt(), step.arguments().at("/input/item"), 1));
            done++;
            if (done == ITEMS / 2) {
                form = form();
            }
        }

        // Then
        assertThat(output).isEqualTo(items().get("items"));
        assertThat(largest).isLessThan(ValueLimits.from(_ -> null).state() / 2 + 100_000);
    }

    private void accept(RunInput input) {
        RunState before = bytes.length == 0 ? new RunState.NotStarted() : StateCodec.read(bytes, form.reading());
        Judgement judgement = Judgement.of("acme", before, input, NOW, (_, _) -> PROGRAM, form);
        Decision.Accepted accepted = (Decision.Accepted) judgement.decision();
        bytes = judgement.bytes().get();
        largest = Math.max(largest, bytes.length);
        for (Effect effect : accepted.effects()) {
            if (effect instanceof Effect.DispatchStep step) {
                open.add(step);
            } else if (effect instanceof Effect.ContinueLater later) {
                accept(new RunInput.ContinueRun(later.stretch()));
            }
        }
        for (RunEvent event : accepted.events()) {
            if (event instanceof RunEvent.RunCompleted completed) {
                output = completed.output();
            } else if (event instanceof RunEvent.RunFaulted faulted) {
                throw new AssertionError(faulted.fault());
            }
        }
    }

    private static StateForm form() {
        return new StateForm(new LargeJson(
                new LargeValues(
                        BlobSettings.from(key -> key.equals("millrace.blobs.directory") ? directory.toString() : null)
                                .open(),
                        ValueLimits.from(_ -> null)),
                64 << 20));
    }

    private static ObjectNode items() {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        var items = input.putArray("items");
        for (int i = 0; i < ITEMS; i++) {
            items.add(i);
        }
        return input;
    }

    private static Program compile(String text) {
        return switch (new Compiler(new DeepStackThread()).compile(text)) {
            case Compilation.Compiled compiled -> compiled.program();
            case Compilation.Refused refused ->
                throw new IllegalArgumentException(refused.problems().toString());
        };
    }
}
