package io.millrace.gateway.run;

import io.millrace.records.PublishedVersion;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to begin because somebody called the API.
 *
 * @param tenant owner
 * @param workflow name of the workflow
 * @param definition the version that the run keeps to its end
 * @param input raw input as JSON text
 * @param actor id of the key that was used
 * @param idempotencyKey makes a repeated start name the same run, or null
 */
public record RunStart(
        String tenant,
        String workflow,
        PublishedVersion definition,
        String input,
        String actor,
        @Nullable String idempotencyKey) {
    /** Longest idempotency key, in characters. */
    public static final int LONGEST_IDEMPOTENCY_KEY = 255;

    /** Status of a run that the engine has not taken up yet, as far as the gateway knows. */
    public static final String PENDING = "pending";

    /**
     * The id of the run: always the same one for an idempotency key, as long as the tenant keeps its shard width.
     *
     * @param shards partitions of the tenant
     * @param random source of ids when there is no idempotency key
     */
    public RunId id(Shards shards, Instant now, RandomGenerator random) {
        if (idempotencyKey == null) {
            long bits = random.nextLong();
            return RunId.random(now, shards.partitionOf(bits), random);
        }
        int partition = shards.partitionOf(tenant + "/" + workflow + "/" + idempotencyKey);
        return RunId.derived(partition, tenant, workflow, idempotencyKey);
    }

    /** The input that begins the run. */
    public RunInput command(RunId id, @Nullable ReplyTo replyTo) {
        return new RunInput(
                tenant,
                id.toString(),
                StartRun.newBuilder()
                        .setNamespace(definition.getNamespace())
                        .setWorkflow(workflow)
                        .setVersion(definition.getVersion())
                        .setDefinitionHash(definition.getHash())
                        .setInput(input)
                        .setActor(actor)
                        .setCause(new StartCause("api", idempotencyKey == null ? id.toString() : idempotencyKey))
                        .setReplyTo(replyTo)
                        .build());
    }
}
