package io.millrace.workflow.kafka;

import io.millrace.records.CloudEvent;
import io.millrace.records.RunInput;
import io.millrace.records.Subscription;
import io.millrace.schemas.Topics;
import io.millrace.workflow.program.Expression;
import java.util.Optional;
import java.util.function.Function;
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
 * @param subscriptions reads what tasks wait for
 * @param definitions published workflows
 * @param wants what published workflows could listen to
 * @param lookups compiles what is looked up in events; empty when it is no jq
 * @param tenancy partitions of tenants
 * @param dispatch outputs that may be repeated
 * @param metrics of the router
 * @param changes which workflows may have another schedule than before
 * @param json values that may be large
 * @param form how states are kept
 * @param warnings notices runs that come near a limit
 */
record EngineParts(
        Topics topics,
        EngineProperties properties,
        Deserializer<RunInput> runInputs,
        Deserializer<CloudEvent> events,
        Serializer<SpecificRecord> serializer,
        Deserializer<Subscription> subscriptions,
        Definitions definitions,
        DefinitionWants wants,
        Function<String, Optional<Expression>> lookups,
        Tenancy tenancy,
        Dispatch dispatch,
        RouterMetrics metrics,
        ScheduleChanges changes,
        LargeJson json,
        StateForm form,
        LimitWarnings warnings) {}
