package io.millrace.executor.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.outbound.Reading;
import io.millrace.executor.outbound.Reply;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches documents and remembers them for each tenant, because what one may read another may not. After a while the
 * server is asked whether its document has changed (RFC 9110, section 13.1.2).
 */
final class RememberedDocuments implements Documents {
    private static final String ACCEPTED = "application/json, application/yaml, text/plain, */*;q=0.5";
    private static final int BYTES_OF_A_CHARACTER = 2;
    private static final int BYTES_BESIDE_THE_TEXT = 1_000;

    private final Exchanges exchanges;
    private final DocumentProperties properties;
    private final Cache<Place, Remembered> remembered;

    RememberedDocuments(Exchanges exchanges, DocumentProperties properties) {
        this.exchanges = exchanges;
        this.properties = properties;
        remembered = Caffeine.newBuilder()
                .maximumWeight(properties.remembered().toBytes())
                .weigher((Place _, Remembered each) ->
                        BYTES_OF_A_CHARACTER * each.document().text().length() + BYTES_BESIDE_THE_TEXT)
                .build();
    }

    private record Place(String tenant, JsonNode callee) {}

    private record Remembered(Document document, String tag, long checkedNanos) {}

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletableFuture<Document> fetch(Step step, JsonNode callee) {
        Place place = new Place(step.tenant(), callee);
        Remembered known = remembered.getIfPresent(place);
        if (known != null
                && System.nanoTime() - known.checkedNanos() < properties.fresh().toNanos()) {
            return CompletableFuture.completedFuture(known.document());
        }
        int most = (int) properties.maxSize().toBytes();
        return Mono.fromFuture(() -> exchanges.exchange(step, request(step, callee, known), Reading.toTheEnd(most, 1)))
                .map(reply -> document(place, known, reply))
                .toFuture();
    }

    private static ObjectNode request(Step step, JsonNode callee, @Nullable Remembered known) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "GET");
        request.put("endpoint", StepArguments.text(callee, "endpoint"));
        request.put("redirect", true);
        ObjectNode headers = request.putObject("headers");
        headers.put(HttpHeaders.ACCEPT, ACCEPTED);
        // Not the step's own: that is for the call which the document is about.
        headers.put("Idempotency-Key", step.key() + "/document");
        if (known != null && !known.tag().isEmpty()) {
            headers.put(HttpHeaders.IF_NONE_MATCH, known.tag());
        }
        if (callee.has("authentication")) {
            request.set("authentication", callee.path("authentication"));
        }
        return request;
    }

    private Document document(Place place, @Nullable Remembered known, Reply reply) {
        URI uri = URI.create(place.callee().path("endpoint").stringValue());
        Document document;
        if (known != null && reply.status() == HttpStatus.NOT_MODIFIED.value()) {
            document = known.document();
        } else if (reply.successful()) {
            String text = reply.text();
            document =
                    known != null && known.document().text().equals(text) ? known.document() : new Document(uri, text);
        } else {
            throw new ExchangeFailedException(new StepOutcome.Failed(
                    StepError.communication(
                            reply.status(),
                            "The document that describes the callee cannot be had: GET " + new Document(uri, "").named()
                                    + " answered " + reply.status()),
                    reply.status() >= HttpStatus.INTERNAL_SERVER_ERROR.value() ? Fault.CALLEE : Fault.ANSWER));
        }
        remembered.put(place, new Remembered(document, reply.header("etag"), System.nanoTime()));
        return document;
    }
}
