package io.millrace.gateway.kafka;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.gateway.resource.ViewState;
import io.millrace.schemas.Installation;
import io.millrace.schemas.TopicView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Reads the topics of resources into memory. */
final class ResourceViews implements ViewState {
    private final Installation installation;
    private final Map<String, Object> consumer;
    private final Map<ResourceTopic<?>, TopicView<?>> views = new LinkedHashMap<>();
    private volatile boolean caughtUp;

    ResourceViews(Installation installation, Map<String, Object> consumer) {
        this.installation = installation;
        this.consumer = consumer;
    }

    <T extends SpecificRecord> void add(ResourceTopic<T> topic, TopicView.Listener<T> listener) {
        String name = installation.topics().prefix() + topic.name();
        views.put(
                topic, new TopicView<>(name, consumer, installation.wireFormat().newDeserializer(), listener));
    }

    void start() {
        views.values().forEach(TopicView::start);
    }

    void close() {
        views.values().forEach(TopicView::close);
    }

    @Override
    public boolean caughtUp() {
        // Once caught up it stays so; this is asked with every request.
        if (!caughtUp) {
            caughtUp = views.values().stream().allMatch(TopicView::caughtUp);
        }
        return caughtUp;
    }

    /** Waits on a thread that may block until a record was read back. */
    void await(ResourceTopic<?> topic, long offset, Duration atMost) {
        TopicView<?> view = views.get(topic);
        try {
            if (view == null || !view.awaitOffset(offset, atMost)) {
                throw Refused.unavailable(
                        "The change is written but was not read back in time: read the resource again.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable(
                    "The change is written but the gateway is shutting down: read the resource again.", e);
        }
    }
}
