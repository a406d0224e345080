package io.millrace.gateway.run;

import io.millrace.records.PublishedVersion;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import java.nio.ByteBuffer;
import java.util.Optional;
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
     * The id that an idempotency key stands for; empty when there is no key. It is always the same one, unless the
     * tenant got wider meanwhile and the key fell to one of its new shards.
     *
     * @param shards partitions of the tenant
     */
    public Optional<RunId> derivedId(Shards shards) {
        String key = idempotencyKey;
        return key == null
                ? Optional.empty()
                : Optional.of(
                        RunId.derived(shards.partitionOf(tenant + "/" + workflow + "/" + key), tenant, workflow, key));
    }

    /**
     * The input that begins the run.
     *
     * @param seed what the tokens of the run's callbacks are derived from: 16 random bytes
     */
    public RunInput command(RunId id, @Nullable ReplyTo replyTo, ByteBuffer seed) {
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
                        .setSeed(seed)
                        .build());
    }
}
