package io.millrace.workflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.BlobKey;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.BlobStore;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Seed;
import io.millrace.workflow.program.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StateFormTest {
    private static final ValueLimits LIMITS = ValueLimits.from(key -> null);
    private static final long MEMORY = 64 << 20;

    private final Memory store = new Memory();
    private final StateForm form = form(LIMITS, MEMORY);

    /** Keeps blobs in memory and counts what is asked of it. */
    private static final class Memory implements BlobStore {
        private final Map<BlobKey, byte[]> blobs = new ConcurrentHashMap<>();
        private final AtomicInteger puts = new AtomicInteger();
        private final AtomicInteger gets = new AtomicInteger();

        @Override
        public void put(BlobKey key, byte[] content) {
            puts.incrementAndGet();
            blobs.put(key, content);
        }

        @Override
        public byte[] get(BlobKey key, long bytes) {
            gets.incrementAndGet();
            byte[] content = blobs.get(key);
            if (content == null) {
                throw new BlobMissingException(key, "is not in the blob store");
            }
            return content;
        }
    }

    @Test
    void shouldKeepLargeValuesOutsideOfTheState() {
        // Given
        RunState state = state(json(5_000_000), json(10));

        // When
        StateForm.Kept kept = form.keep(state);

        // Then
        assertThat(kept.bytes().get()).hasSizeLessThan(500);
        assertThat(kept.size().largest()).isBetween(5_000_000L, 5_000_100L);
        assertThat(StateCodec.read(kept.bytes().get(), form(LIMITS, MEMORY).reading()))
                .isEqualTo(state);
    }

    @Test
    void shouldNeitherReadNorWriteALargeValueWithEveryInput() {
        // Given
        StateForm.Kept kept = form.keep(state(json(5_000_000), json(10)));
        StateForm restarted = form(LIMITS, MEMORY);

        // When
        for (int input = 0; input < 10; input++) {
            kept = restarted.keep(StateCodec.read(kept.bytes().get(), restarted.reading()));
        }

        // Then
        assertThat(store.puts).hasValue(1);
        assertThat(store.gets).hasValue(1);
    }

    @Test
    void shouldReadALargeValueAgainThatDoesNotFitIntoMemory() {
        // Given
        StateForm.Kept kept = form.keep(state(json(5_000_000), json(10)));
        StateForm restarted = form(LIMITS, 1_000);
        StateCodec.read(kept.bytes().get(), restarted.reading());

        // When
        RunState read = StateCodec.read(kept.bytes().get(), restarted.reading());

        // Then
        assertThat(read).isEqualTo(state(json(5_000_000), json(10)));
    }

    @Test
    void shouldMoveMiddleSizedValuesOutOfAStateThatTheyMakeTooLarge() {
        // Given
        RunState state = state(json(250_000), json(240_000));

        // When
        StateForm.Kept kept = form.keep(state);

        // Then
        assertThat(kept.bytes().get()).hasSizeLessThan(1_000);
        assertThat(form.outgrown(kept.size())).isEmpty();
        assertThat(StateCodec.read(kept.bytes().get(), form.reading())).isEqualTo(state);
    }

    @Test
    void shouldSayThatAValueOrAllOfThemAreTooLarge() {
        // Given
        StateForm strict = form(new ValueLimits(1_024, 10_000, 12_000, 65_536), MEMORY);

        // When
        StateForm.Kept oneTooLarge = strict.keep(state(json(11_000), json(10)));
        StateForm.Kept allTooLarge = strict.keep(state(json(7_000), json(7_100)));

        // Then
        assertThat(strict.outgrown(oneTooLarge.size()))
                .hasValueSatisfying(outgrown -> assertThat(outgrown.limit()).isEqualTo(10_000));
        assertThat(strict.outgrown(allTooLarge.size()))
                .hasValueSatisfying(outgrown -> assertThat(outgrown.limit()).isEqualTo(12_000));
    }

    @Test
    void shouldNeverKeepAValueBeyondTheLimit() {
        // Given
        StateForm strict = form(new ValueLimits(1_024, 10_000, 12_000, 65_536), MEMORY);

        // When
        strict.keep(state(json(11_000), json(10)));

        // Then
        assertThat(store.puts).hasValue(0);
    }

    @Test
    void shouldKeepEverythingOfARunThatEndsForHavingGrown() {
        // Given
        StateForm strict = form(new ValueLimits(1_024, 10_000, 12_000, 65_536), MEMORY);
        RunState grown = state(json(100_000), json(10));

        // When
        StateForm.Kept kept = strict.keepAll(grown);

        // Then
        assertThat(kept.bytes().get()).hasSizeLessThan(500);
        assertThat(StateCodec.read(kept.bytes().get(), form.reading())).isEqualTo(grown);
    }

    @Test
    void shouldNameAValueOfTheStateThatIsLost() {
        // Given
        StateForm.Kept kept = form.keep(state(json(5_000_000), json(10)));
        String hash = store.blobs.keySet().iterator().next().sha256();
        store.blobs.clear();
        StateForm restarted = form(LIMITS, MEMORY);
        RunValues values = restarted.reading();

        // When
        RunState read = StateCodec.read(kept.bytes().get(), values);

        // Then
        assertThat(values.lost()).contains(hash).contains("is not in the blob store");
        assertThat(restarted.keep(read).bytes()).isEqualTo(kept.bytes());
    }

    private StateForm form(ValueLimits limits, long memory) {
        return new StateForm(new LargeJson(new LargeValues(store, limits), memory));
    }

    private static JsonNode json(int characters) {
        return JsonNodeFactory.instance.objectNode().put("text", "x".repeat(characters));
    }

    private static RunState state(JsonNode input, JsonNode context) {
        return new RunState.Active(
                new RunId(1, 2),
                "acme",
                new Identity("test", "heavy", "1.0.0", "0".repeat(64)),
                Instant.EPOCH,
                input,
                context,
                List.of(),
                List.of(),
                List.of(),
                new RunState.Counters(1, 0, 0, 1, 0, 0),
                List.of(),
                Seed.NONE,
                null,
                false,
                List.of(),
                null);
    }
}
