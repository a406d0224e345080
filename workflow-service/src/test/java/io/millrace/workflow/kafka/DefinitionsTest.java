package io.millrace.workflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which version of a workflow starts by itself: a pre-release never does. */
class DefinitionsTest {
    private static final String TENANT = "shop";

    private final Compiler compiler = new Compiler(new DeepStackThread());
    private final Map<String, Definition> records = new HashMap<>();
    private final Stored store = new Stored();
    private final Definitions definitions = new Definitions(
            (topic, bytes) -> records.get(new String(bytes, StandardCharsets.UTF_8)),
            canonical -> compiler.load(canonical) instanceof Compilation.Compiled compiled
                    ? Optional.of(compiled.program())
                    : Optional.empty());

    /** Keeps of each record its key, by which the test finds it again. */
    private static final class Stored implements ReadOnlyKeyValueStore<String, byte[]> {
        private final NavigableMap<String, byte[]> entries = new TreeMap<>();

        @Override
        public byte @Nullable [] get(String key) {
            return entries.get(key);
        }

        @Override
        public KeyValueIterator<String, byte[]> range(String from, String to) {
            return new Entries(entries.subMap(from, true, to, true));
        }

        @Override
        public KeyValueIterator<String, byte[]> all() {
            return new Entries(entries);
        }

        @Override
        public long approximateNumEntries() {
            return entries.size();
        }
    }

    private static final class Entries implements KeyValueIterator<String, byte[]> {
        private final Iterator<Map.Entry<String, byte[]>> entries;

        Entries(NavigableMap<String, byte[]> entries) {
            this.entries = entries.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<String, byte[]> next() {
            Map.Entry<String, byte[]> entry = entries.next();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public String peekNextKey() {
            throw new UnsupportedOperationException("nobody looks ahead here");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private void publish(String version, String more) {
        String text = """
                {"document": {"dsl": "1.0.0", "namespace": "test", "name": "order", "version": "%s"}, "do": [{"a": {"set": {"b": 1}}}]%s}""".formatted(version, more);
        add(
                TENANT + "/order/" + version + "/hash",
                new PublishedVersion("test", version, "hash", text, text, "somebody", Instant.EPOCH));
    }

    private void add(String key, Object content) {
        records.put(key, new Definition(TENANT, "order", content));
        store.entries.put(key, key.getBytes(StandardCharsets.UTF_8));
        definitions.changed(key);
    }

    private @Nullable String current() {
        return definitions
                .current(store, TENANT, "order")
                .map(DefinitionsTest::version)
                .orElse(null);
    }

    private @Nullable String found(String version) {
        return definitions
                .find(store, TENANT, "", "order", version)
                .map(DefinitionsTest::version)
                .orElse(null);
    }

    private static String version(Program program) {
        return program.identity().version();
    }

    @Test
    void shouldStartTheHighestRelease() {
        // Given
        publish("1.9.0", "");
        publish("1.10.0", "");

        // When
        publish("1.11.0-try.4f2a91c0", "");

        // Then
        assertThat(current()).isEqualTo("1.10.0");
        assertThat(found("latest")).isEqualTo("1.10.0");
    }

    @Test
    void shouldStartNothingByItselfWhereThereIsNoRelease() {
        // Given
        String schedule = ", \"schedule\": {\"every\": {\"hours\": 1}}";

        // When
        publish("1.0.0-try.4f2a91c0", schedule);

        // Then
        assertThat(current()).isNull();
        assertThat(found("latest")).isNull();
        assertThat(definitions.scheduled(store, TENANT, "order")).isEmpty();
    }

    @Test
    void shouldKeepTheScheduleOfTheReleaseWhileADraftIsTried() {
        // Given
        publish("1.0.0", ", \"schedule\": {\"every\": {\"hours\": 1}}");

        // When
        publish("1.1.0-try.4f2a91c0", ", \"schedule\": {\"every\": {\"seconds\": 1}}");

        // Then
        assertThat(definitions.scheduled(store, TENANT, "order").map(DefinitionsTest::version))
                .contains("1.0.0");
    }

    @Test
    void shouldFindAPreReleaseByItsName() {
        // Given
        publish("1.0.0", "");
        publish("1.1.0-try.4f2a91c0", "");

        // When
        String found = found("1.1.0-try.4f2a91c0");

        // Then
        assertThat(found).isEqualTo("1.1.0-try.4f2a91c0");
    }

    @Test
    void shouldStartAPreReleaseThatSomebodyCallsStable() {
        // Given
        publish("1.0.0", "");
        publish("1.1.0-rc.1", "");

        // When
        add(TENANT + "/order", new WorkflowHead(null, Map.of("stable", "1.1.0-rc.1")));

        // Then
        assertThat(current()).isEqualTo("1.1.0-rc.1");
    }
}
