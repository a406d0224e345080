package io.millrace.audit.kafka;

import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.RunId;
import io.millrace.schemas.SchemaRegistryException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Decodes records of the audit topic and says clearly when one cannot be used. */
public final class AuditDecoder {
    private static final int LONGEST_TENANT = 100;
    private static final int LONGEST_ID = 500;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_KIND = 200;
    private static final int LONGEST_STATUS = 50;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final String topic;
    private final Deserializer<AuditRecord> deserializer;

    /**
     * Decodes values of a topic.
     *
     * @param topic the audit topic
     */
    public AuditDecoder(String topic, Deserializer<AuditRecord> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
    }

    /**
     * Decodes bytes that were decoded before.
     *
     * @throws SerializationException when the schema cannot be had
     */
    public AuditRecord decode(byte[] value) {
        AuditRecord audit = deserializer.deserialize(topic, value);
        if (audit == null) {
            throw new SerializationException("A value of topic " + topic + " is missing");
        }
        return audit;
    }

    /**
     * Decodes a record.
     *
     * @throws PoisonException when it never will be readable
     * @throws SchemaRegistryException when it may be readable later
     */
    AuditEntry decode(ConsumerRecord<byte[], byte[]> read) throws PoisonException {
        try {
            if (read.value() == null) {
                throw new PoisonException("An audit record without a value");
            }
            AuditRecord audit = decode(read.value());
            check("tenant", audit.getTenant(), LONGEST_TENANT);
            check("kind", audit.getKind(), LONGEST_KIND);
            check("id", audit.getId(), LONGEST_ID);
            check("actor", audit.getActor(), LONGEST_NAME);
            check("workflow", audit.getWorkflow(), LONGEST_NAME);
            check("version", audit.getVersion(), LONGEST_NAME);
            check("status", audit.getStatus(), LONGEST_STATUS);
            checkTime(audit.getTime());
            if (audit.getRunId() != null) {
                RunId.parse(audit.getRunId());
            }
            return new AuditEntry(read.partition(), read.offset(), read.value(), audit);
        } catch (SchemaRegistryException e) {
            if (e.temporary()) {
                throw e;
            }
            throw new PoisonException(String.valueOf(e.getMessage()));
        } catch (SerializationException | IllegalArgumentException e) {
            throw new PoisonException(String.valueOf(e.getMessage()));
        }
    }

    private static void checkTime(Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw new IllegalArgumentException(
                    "The time of an audit record is " + time + " but must lie between " + EARLIEST + " and " + LATEST);
        }
    }

    private static void check(String field, @Nullable String value, int longest) {
        if (value != null && value.length() > longest) {
            throw new IllegalArgumentException("The field " + field + " of an audit record has " + value.length()
                    + " characters but may have at most " + longest);
        }
    }
}
