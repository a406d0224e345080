package io.millrace.workflow.kafka;

import io.millrace.schemas.EventKey;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Publishes the lifecycle events of runs whose tenant wants them, each once, in the transaction of its input.
 *
 * <p>They must not feed themselves. A run that a lifecycle event started publishes none, nor do the runs that it starts
 * as its children; nor does a run get its own (see {@link EventRouterNode}). What a workflow does by other ways, such
 * as listening to the lifecycle of a workflow that it starts again and again, is as much in its author's hands as any
 * event that a workflow emits and is started by.
 */
final class LifecyclePublisher {
    private static final byte[] QUIET = {1};

    private final Tenancy tenancy;
    private final ReadOnlyKeyValueStore<String, byte[]> tenants;
    private final TransactionalOutputs outputs;
    private final KeyValueStore<Bytes, byte[]> quiet;

    /**
     * The publisher of one partition.
     *
     * @param quiet runs at work that publish none
     */
    LifecyclePublisher(
            Tenancy tenancy,
            ReadOnlyKeyValueStore<String, byte[]> tenants,
            TransactionalOutputs outputs,
            KeyValueStore<Bytes, byte[]> quiet) {
        this.tenancy = tenancy;
        this.tenants = tenants;
        this.outputs = outputs;
        this.quiet = quiet;
    }

    /**
     * Publishes what follows from one input.
     *
     * @param offset of the input
     * @param time of the input, in milliseconds since 1970
     */
    void publish(
            String tenant, RunId run, RunInput asked, Judgement judgement, long offset, long time, RecordHeaders why) {
        Program program = judgement.program();
        if (!(judgement.decision() instanceof Accepted accepted)
                || program == null
                || remembered(run, asked, judgement.after())
                || !tenancy.lifecycleEvents(tenants, tenant)
                || isQuiet(run)) {
            return;
        }
        LifecycleEvents events =
                new LifecycleEvents(tenant, run, offset, Instant.ofEpochMilli(time), program, judgement.before());
        Shards shards = tenancy.shards(tenants, tenant);
        events.of(accepted.events()).forEach(event -> {
            String key = EventKey.of(event);
            outputs.event(shards.partitionOf(key), key, event, time, why);
        });
    }

    /** Kind of the cause of a run that another one starts. */
    String causeOfChildren(RunId parent) {
        return isQuiet(parent) ? LifecycleEvents.CAUSE : "run";
    }

    private boolean isQuiet(RunId run) {
        return quiet.get(key(run)) != null;
    }

    /** Keeps in mind which runs are quiet while they are at work; whether this one is, and begins or ends. */
    private boolean remembered(RunId run, RunInput asked, RunState after) {
        if (after instanceof RunState.Ended) {
            boolean found = isQuiet(run) || isToBeQuiet(asked);
            if (isQuiet(run)) {
                quiet.delete(key(run));
            }
            return found;
        }
        if (isToBeQuiet(asked)) {
            quiet.put(key(run), QUIET);
            return true;
        }
        return false;
    }

    private static boolean isToBeQuiet(RunInput asked) {
        return asked instanceof RunInput.StartRun start && start.cause().startsWith(LifecycleEvents.CAUSE + ":");
    }

    private static Bytes key(RunId run) {
        return Bytes.wrap(run.bytes());
    }
}
