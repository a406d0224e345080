package io.millrace.executor.outbound;

import io.millrace.executor.step.Step;
import java.util.concurrent.CompletableFuture;

/** Looks hosts up, and gives back only addresses that the tenant of a step may reach. */
public interface Addresses {
    /**
     * An address that a host name stands for, to be connected to as it is: whoever resolved the name again might reach
     * what was never checked.
     *
     * @param host a name, or an address written as one
     * @return four or sixteen bytes; fails with {@link io.millrace.executor.step.RefusedException} when all that the name
     *     stands for is out of bounds, and with {@link ExchangeFailedException} when it stands for nothing
     */
    CompletableFuture<byte[]> resolve(Step step, String host);

    /**
     * As {@link #resolve}, for a host that the tenant's settings name: for callees that tell their clients themselves
     * where else to connect, and so have to be trusted by somebody.
     *
     * @return fails with {@link io.millrace.executor.step.RefusedException} when the settings do not name it
     */
    CompletableFuture<byte[]> resolveNamed(Step step, String host);
}
