package io.millrace.executor.outbound;

import io.millrace.executor.step.Step;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Fetches the documents that describe callees, and remembers them for a while. */
@FunctionalInterface
public interface Documents {
    /**
     * Fetches a document within the egress rule of a step's tenant.
     *
     * @param callee an object with {@code endpoint} (http or https URI) and perhaps {@code authentication}
     * @return the same object as before while the document has not changed; fails with {@link ExchangeFailedException}
     *     when it cannot be had or is too large
     */
    CompletableFuture<Document> fetch(Step step, JsonNode callee);
}
