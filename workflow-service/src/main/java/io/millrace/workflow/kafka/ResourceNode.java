package io.millrace.workflow.kafka;

import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps a topic of resources in a global store and says which key changed. */
final class ResourceNode implements Processor<String, byte[], Void, Void> {
    private final String storeName;
    private final Consumer<String> changed;
    private @Nullable KeyValueStore<String, byte[]> store;

    ResourceNode(String storeName, Consumer<String> changed) {
        this.storeName = storeName;
        this.changed = changed;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, byte[]> resource) {
        if (store != null && resource.key() != null) {
            store.put(resource.key(), resource.value());
            changed.accept(resource.key());
        }
    }
}
