package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every record: whose it is and what it belongs to, readable without decoding the value.
 *
 * @param tenant owner
 * @param correlationId shared by everything that belongs to one interaction
 * @param causationId id of the record that caused this one, as topic/partition/offset, or null at the beginning
 * @param traceparent W3C trace context, or null when nobody traces
 */
public record RecordHeaders(
        String tenant,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {
    /** Header with the owner. */
    public static final String TENANT = "tenant";
    /** Header with the correlation id. */
    public static final String CORRELATION_ID = "correlation-id";
    /** Header with the causation id. */
    public static final String CAUSATION_ID = "causation-id";
    /** Header of W3C Trace Context. */
    public static final String TRACEPARENT = "traceparent";

    /** The headers of a record that caused others, as they go on to those others. */
    public RecordHeaders causing(String topic, int partition, long offset) {
        return new RecordHeaders(tenant, correlationId, topic + "/" + partition + "/" + offset, traceparent);
    }

    /** Writes them into a record's headers. */
    public Headers writeTo(Headers headers) {
        put(headers, TENANT, tenant);
        put(headers, CORRELATION_ID, correlationId);
        put(headers, CAUSATION_ID, causationId);
        put(headers, TRACEPARENT, traceparent);
        return headers;
    }

    /**
     * Reads them from a record's headers.
     *
     * @param fallbackTenant owner according to the value, for records of others that carry no headers
     * @param fallbackCorrelation correlation id for such records
     */
    public static RecordHeaders readFrom(Headers headers, String fallbackTenant, String fallbackCorrelation) {
        String tenant = text(headers, TENANT);
        String correlation = text(headers, CORRELATION_ID);
        return new RecordHeaders(
                tenant == null ? fallbackTenant : tenant,
                correlation == null ? fallbackCorrelation : correlation,
                text(headers, CAUSATION_ID),
                text(headers, TRACEPARENT));
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.remove(name);
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
