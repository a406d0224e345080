package io.millrace.audit.intake;

import java.util.concurrent.CompletableFuture;

/** Brings the lake up to date on demand, instead of at its own pace. */
public interface LakeExport {
    /**
     * Commits everything that is in this instance's partitions of the audit topic now.
     *
     * @return completes with what the table holds afterwards
     */
    CompletableFuture<LakeState> flush();
}
