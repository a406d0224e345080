package io.millrace.workflow.kafka;

import io.millrace.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The engine's topology: one node that works off run inputs, one that routes events to those who wait for
 * them, and on every instance a copy of
 * definitions and tenants.
 */
final class EngineTopology {
    private static final String RUN_INPUTS = "run-inputs-source";
    private static final String EVENTS = "events-source";
    private static final String SUBSCRIPTIONS = "subscriptions-source";
    private static final String ENGINE = "engine";
    private static final String ROUTER = "router";

    private EngineTopology() {}

    static void build(Topology topology, EngineParts parts) {
        Topics topics = parts.topics();
        resource(topology, Stores.DEFINITIONS, topics.definitions(), key -> {
            parts.definitions().changed(key);
            parts.wants().changed(key);
            parts.changes().definition(key);
        });
        resource(topology, Stores.TENANTS, topics.tenants(), key -> {
            parts.tenancy().changed(key);
            parts.changes().tenant(key);
        });
        topology.addSource(RUN_INPUTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.runInputs());
        topology.addProcessor(ENGINE, () -> new RunInputNode(parts), RUN_INPUTS);
        topology.addSource(EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.events());
        topology.addSource(
                SUBSCRIPTIONS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.subscriptions());
        // One node for both, so that one task reads the partitions with the same number, and nothing comes between.
        topology.addProcessor(ROUTER, () -> new EventRouterNode(parts), EVENTS, SUBSCRIPTIONS);
        topology.addStateStore(sorted(Stores.RUNS), ENGINE);
        topology.addStateStore(ended(parts.properties().deduplicationWindow()), ENGINE);
        topology.addStateStore(timers(), ENGINE);
        topology.addStateStore(sorted(Stores.QUIET_RUNS), ENGINE);
        topology.addStateStore(sorted(Stores.SUBSCRIPTIONS), ROUTER);
        topology.addStateStore(sorted(Stores.RECENT_EVENTS), ROUTER);
        topology.addSink(
                TransactionalOutputs.AUDIT,
                topics.audit(),
                keys(),
                new ByteArraySerializer(),
                partitioner(),
                ENGINE,
                ROUTER);
        topology.addSink(
                TransactionalOutputs.EVENTS, topics.events(), keys(), new ByteArraySerializer(), partitioner(), ENGINE);
        topology.<Output, byte[]>addSink(
                TransactionalOutputs.DEAD_LETTERS,
                (_, _, origin) -> topics.deadLetter(origin.topic()),
                keys(),
                new ByteArraySerializer(),
                partitioner(),
                ENGINE,
                ROUTER);
    }

    private static void resource(Topology topology, String store, String topic, Consumer<String> changed) {
        topology.addGlobalStore(
                org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                                org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(store),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                store + "-source",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic,
                store + "-node",
                () -> new ResourceNode(store, changed));
    }

    private static StoreBuilder<?> sorted(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<?> timers() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(Stores.TIMERS),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<WindowStore<org.apache.kafka.common.utils.Bytes, byte[]>> ended(Duration window) {
        return org.apache.kafka.streams.state.Stores.windowStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentWindowStore(
                                Stores.ENDED, window, Duration.ofMillis(1), false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    private static Serializer<Output> keys() {
        return (_, output) ->
                output == null || output.key() == null ? null : output.key().get();
    }

    private static StreamPartitioner<Output, byte[]> partitioner() {
        return (_, output, _, _) -> Optional.of(Set.of(output.partition()));
    }
}
