package io.millrace.audit.intake;

import java.util.Map;

/**
 * A place that keeps audit entries together with the positions up to which it has them, so that reading again from
 * those positions neither loses nor doubles anything. Called by one thread. Every method may throw when the place
 * cannot be reached; the caller then starts again from {@link #positions()}.
 */
public interface AuditSink {
    /** The offset wanted next, by partition; partitions of which nothing was ever taken are absent. */
    Map<Integer, Long> positions();

    /**
     * Takes a batch, all of it or nothing.
     *
     * @throws PositionMovedException when the batch does not begin where the sink's positions stand: somebody else
     *     has taken over the partition
     */
    void take(AuditBatch batch);

    /** Gives a sink that works at its own pace the opportunity to do so; called often, also when nothing arrives. */
    default void settleWhenDue() {}

    /** Makes durable whatever was taken. */
    default void settle() {}

    /** Forgets whatever was taken and is not yet durable. */
    default void forget() {}
}
