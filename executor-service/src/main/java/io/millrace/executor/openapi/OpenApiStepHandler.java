package io.millrace.executor.openapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Performs steps that call an operation: finds out from the document what request that is, and has it made. */
final class OpenApiStepHandler implements StepHandler {
    private final Documents documents;
    private final Exchanges exchanges;
    /** Kept as long as the document itself is remembered. */
    private final Cache<Document, ApiDocument> read =
            Caffeine.newBuilder().weakKeys().build();

    OpenApiStepHandler(Documents documents, Exchanges exchanges) {
        this.documents = documents;
        this.exchanges = exchanges;
    }

    @Override
    public String kind() {
        return "openapi";
    }

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletionStage<StepOutcome> perform(Step step) {
        ObjectNode arguments = StepArguments.of(step);
        String operation = StepArguments.text(arguments, "operationId");
        return Mono.fromFuture(() -> documents.fetch(step, arguments.path("document")))
                // Reading a large document takes a while, and the thread it arrives on serves others too.
                .publishOn(Schedulers.parallel())
                .map(document -> request(document, operation, arguments))
                .flatMap(request -> Mono.fromFuture(() -> exchanges.perform(step, request)))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)))
                .toFuture();
    }

    private ObjectNode request(Document document, String operation, ObjectNode arguments) {
        ApiDocument api = read.get(document, ApiDocument::read);
        JsonNode given = arguments.path("parameters");
        if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
            throw Operation.invalid("The parameters of an OpenAPI call must be an object");
        }
        ObjectNode values = given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        ObjectNode request = Operation.of(api, operation).request(values);
        for (String name : new String[] {"authentication", "output", "redirect"}) {
            if (arguments.has(name)) {
                request.set(name, arguments.path(name));
            }
        }
        return request;
    }
}
