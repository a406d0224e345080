package io.millrace.gateway.run;

import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import java.util.concurrent.CompletableFuture;

/** The answers that the engine pushes to this gateway. */
public interface RunReplies {
    /** Begins to wait for an answer; whoever does must close it. */
    Waiting open();

    /** Somebody who waits. */
    interface Waiting extends AutoCloseable {
        /** The address for the answer. */
        ReplyTo address();

        /** Completes with the answer; never completes when there is none. */
        CompletableFuture<Reply> answer();

        /** Stops waiting. */
        @Override
        void close();
    }
}
