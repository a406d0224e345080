package io.millrace.gateway.kafka;

import io.millrace.gateway.resource.ResourceLog;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.schemas.RecordHeaders;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes resources to their topics, each of one partition. */
final class KafkaResourceLog implements ResourceLog {
    private final RecordWriter writer;
    private final ResourceViews views;
    private final String topicPrefix;
    private final Duration viewTimeout;

    KafkaResourceLog(RecordWriter writer, ResourceViews views, String topicPrefix, Duration viewTimeout) {
        this.writer = writer;
        this.views = views;
        this.topicPrefix = topicPrefix;
        this.viewTimeout = viewTimeout;
    }

    @Override
    public <T> long append(ResourceTopic<T> topic, String tenant, String key, @Nullable T value) {
        RecordHeaders headers = new RecordHeaders(tenant, topic.name() + "/" + key, null, null);
        long offset = RecordWriter.await(
                        writer.send(topicPrefix + topic.name(), 0, key, (SpecificRecord) value, headers))
                .offset();
        views.await(topic, offset, viewTimeout);
        return offset;
    }
}
