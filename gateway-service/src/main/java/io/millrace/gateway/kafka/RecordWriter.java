package io.millrace.gateway.kafka;

import io.millrace.gateway.event.EventLog;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.run.RunLog;
import io.millrace.gateway.run.RunPosition;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.RunInput;
import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.schemas.blobs.LargeValues;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Appends records. The producer's {@code send} may block while it looks for the broker or waits for memory, so it is
 * called on a virtual thread and never on one that serves requests.
 */
final class RecordWriter implements RunLog, EventLog, AuditTrail {
    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;
    private final TenantDirectory tenants;
    private final LargeValues values;
    private final Executor executor;

    RecordWriter(
            Producer<String, SpecificRecord> producer,
            Topics topics,
            TenantDirectory tenants,
            LargeValues values,
            Executor executor) {
        this.producer = producer;
        this.topics = topics;
        this.tenants = tenants;
        this.values = values;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<RunPosition> append(RunInput input, @Nullable String traceparent) {
        String runId = input.getRunId();
        return send(
                        topics.runInputs(),
                        RunId.parse(runId).partition(),
                        runId,
                        input,
                        new RecordHeaders(input.getTenant(), runId, null, traceparent))
                .thenApply(written -> new RunPosition(written.partition(), written.offset()));
    }

    @Override
    public CompletableFuture<Void> append(List<CloudEvent> events, Shards shards, @Nullable String traceparent) {
        List<CompletableFuture<RecordMetadata>> written = events.stream()
                .map(event -> new CompletableFuture<RecordMetadata>())
                .toList();
        executor.execute(() -> {
            for (int i = 0; i < events.size(); i++) {
                CloudEvent event = events.get(i);
                String key = EventKey.of(event);
                RecordHeaders headers = new RecordHeaders(event.getTenant(), event.getId(), null, traceparent);
                sendHere(written.get(i), topics.events(), shards.partitionOf(key), key, event, headers);
            }
        });
        return CompletableFuture.allOf(written.toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void append(AuditRecord act) {
        String tenant = act.getTenant();
        await(send(
                topics.audit(),
                tenants.shards(tenant).partitionOf(tenant),
                tenant,
                act,
                new RecordHeaders(tenant, act.getId(), null, null)));
    }

    /** Appends any record; completes once all in-sync replicas hold it, or with {@link Refused}. */
    CompletableFuture<RecordMetadata> send(
            String topic,
            @Nullable Integer partition,
            String key,
            @Nullable SpecificRecord value,
            RecordHeaders headers) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        executor.execute(() -> sendHere(written, topic, partition, key, value, headers));
        return written;
    }

    /** Appends on the calling thread, which may block: one thread that appends keeps the order. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback gives the same outcome, without a thread that waits.
    private void sendHere(
            CompletableFuture<RecordMetadata> written,
            String topic,
            @Nullable Integer partition,
            String key,
            @Nullable SpecificRecord value,
            RecordHeaders headers) {
        try {
            ProducerRecord<String, SpecificRecord> appended = new ProducerRecord<>(
                    topic, partition, key, value == null ? null : values.toWire(headers.tenant(), value));
            headers.writeTo(appended.headers());
            producer.send(appended, (metadata, failure) -> {
                if (failure == null) {
                    written.complete(metadata);
                } else {
                    written.completeExceptionally(refused(failure));
                }
            });
        } catch (SerializationException e) {
            written.completeExceptionally(e);
        } catch (KafkaException | BlobStoreException | IllegalStateException e) {
            written.completeExceptionally(refused(e));
        }
    }

    /** Waits for an append on a thread that may block. The producer's own time limit ends the wait. */
    static <T> T await(CompletableFuture<T> written) {
        try {
            return written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static Refused refused(Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return new Refused(new Refusal.TooLarge("The record is larger than its topic takes: send less."), failure);
        }
        return Refused.unavailable(
                "The log did not take the record in time, so nothing is promised about it: ask again, with the same"
                        + " Idempotency-Key if there was one.",
                failure);
    }
}
