package io.millrace.executor.asyncapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Performs steps that publish a message, which they answer, or receive messages, which they answer. */
final class AsyncApiStepHandler implements StepHandler {
    private final Documents documents;
    private final Callees callees;
    private final AsyncApiProperties properties;
    private final Map<Protocol, MessageLink> links = new EnumMap<>(Protocol.class);
    /** Kept as long as the document itself is remembered. */
    private final Cache<Document, AsyncDocument> read =
            Caffeine.newBuilder().weakKeys().build();

    AsyncApiStepHandler(Documents documents, Callees callees, AsyncApiProperties properties, List<MessageLink> links) {
        this.documents = documents;
        this.callees = callees;
        this.properties = properties;
        links.forEach(link -> this.links.put(link.protocol(), link));
    }

    @Override
    public String kind() {
        return "asyncapi";
    }

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletionStage<StepOutcome> perform(Step step) {
        ObjectNode arguments = StepArguments.of(step);
        return Mono.fromFuture(() -> documents.fetch(step, arguments.path("document")))
                .publishOn(Schedulers.parallel())
                .map(document -> Objects.requireNonNull(read.get(document, AsyncDocument::read)))
                .map(document -> document.channel(arguments))
                .flatMap(channel -> Mono.fromFuture(() -> callees.call(
                                new Callee(step.tenant(), channel.callee()),
                                () -> exchanged(step, channel, arguments).toFuture())
                        .toCompletableFuture()))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)))
                .toFuture();
    }

    private Mono<StepOutcome> exchanged(Step step, Channel channel, ObjectNode arguments) {
        MessageLink link = Objects.requireNonNull(links.get(channel.protocol()));
        Mono<JsonNode> exchanged = arguments.has("subscription")
                ? subscribed(step, channel, link, arguments.path("subscription"))
                : published(step, channel, link, arguments.path("message"));
        // With a deadline the dispatcher cancels the step when it has passed.
        return (step.deadline() == null ? exchanged.timeout(properties.responseTimeout()) : exchanged)
                .<StepOutcome>map(output -> new StepOutcome.Succeeded(output.toString()))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> Mono.just(new StepOutcome.Failed(
                                StepError.timeout("Not all messages were exchanged with " + channel.named() + " within "
                                        + properties.responseTimeout().toSeconds()
                                        + " s; give the task a timeout if it may take longer"),
                                Fault.ANSWER)))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)));
    }

    private static Mono<JsonNode> published(Step step, Channel channel, MessageLink link, JsonNode given) {
        ObjectNode headers =
                given.path("headers") instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        Message message = new Message(given.path("payload"), headers);
        return link.publish(step, channel, message).thenReturn(message.json());
    }

    private Mono<JsonNode> subscribed(Step step, Channel channel, MessageLink link, JsonNode subscription) {
        if (subscription.has("receive")) {
            return link.receive(step, channel, Portion.read(subscription.path("receive"), properties));
        }
        return subscription.has("leave")
                ? link.leave(step, channel).thenReturn(JsonNodeFactory.instance.nullNode())
                : received(step, channel, link, subscription.path("consume"));
    }

    private Mono<JsonNode> received(Step step, Channel channel, MessageLink link, JsonNode consume) {
        Consumption consumption = Consumption.read(consume, properties);
        return link.receive(step, channel, messages -> consumption.of(messages, channel, properties))
                .collect(JsonNodeFactory.instance::arrayNode, (ArrayNode array, Message each) -> array.add(each.json()))
                .map(array -> array);
    }
}
