package io.millrace.workflow.kafka;

import io.millrace.records.CloudEvent;
import io.millrace.records.RunInput;
import io.millrace.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the nodes of the engine's topology share.
 *
 * @param topics names and sizes
 * @param properties settings
 * @param runInputs reads run inputs
 * @param events reads events
 * @param serializer writes every record
 * @param definitions published workflows
 * @param tenancy partitions of tenants
 * @param dispatch outputs that may be repeated
 */
record EngineParts(
        Topics topics,
        EngineProperties properties,
        Deserializer<RunInput> runInputs,
        Deserializer<CloudEvent> events,
        Serializer<SpecificRecord> serializer,
        Definitions definitions,
        Tenancy tenancy,
        Dispatch dispatch) {}
