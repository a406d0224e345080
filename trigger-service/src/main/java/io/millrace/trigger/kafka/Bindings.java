package io.millrace.trigger.kafka;

import io.millrace.schemas.RecordHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two ways out, as Spring Cloud Stream knows them. */
public final class Bindings {
    /** Output binding of accepted deliveries. */
    static final String EVENTS = "events-out";
    /** Output binding of audit records. */
    static final String AUDIT = "audit-out";

    private static final String STREAM = "spring.cloud.stream.";

    private Bindings() {}

    /** The properties that declare them; the topics themselves are made by Kafka's admin client. */
    public static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(STREAM + "output-bindings", EVENTS + ";" + AUDIT);
        // The channels are beans named like their bindings; without this each would be polled as if it were a supplier.
        properties.put("spring.cloud.function.ineligible-definitions", EVENTS + "," + AUDIT);
        properties.put(STREAM + "kafka.binder.auto-create-topics", "false");
        properties.put(STREAM + "kafka.binder.auto-add-partitions", "false");
        declare(properties, EVENTS, "events");
        declare(properties, AUDIT, "audit");
        return properties;
    }

    private static void declare(Map<String, Object> properties, String binding, String topic) {
        properties.put(STREAM + "bindings." + binding + ".destination", "${millrace.topic-prefix:millrace.}" + topic);
        properties.put(STREAM + "bindings." + binding + ".producer.use-native-encoding", "true");
        String kafka = STREAM + "kafka.bindings." + binding + ".producer.";
        properties.put(kafka + "sync", "true");
        properties.put(
                kafka + "header-patterns",
                String.join(
                        ",",
                        RecordHeaders.TENANT,
                        RecordHeaders.CORRELATION_ID,
                        RecordHeaders.CAUSATION_ID,
                        RecordHeaders.TRACEPARENT));
    }
}
