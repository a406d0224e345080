package io.millrace.executor.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.millrace.executor.authentication.TokenAnswer;
import io.millrace.executor.authentication.TokenGrant;
import io.millrace.executor.authentication.TokenRequest;
import io.millrace.executor.step.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Asks for tokens and keeps each until shortly before it expires. However many steps wait for the same token, it is
 * asked for once. Requests leave by the client of the tenant, so its egress rule holds for them as for its steps.
 */
final class TokenSource {
    private static final int MOST_TOKENS = 10_000;
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration DISCOVERED_FOR = Duration.ofHours(1);
    /** A token must still be good when it arrives at the callee. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final TenantClients clients;
    private final AsyncCache<Key, TokenAnswer> tokens = Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfter(Expiry.creating((Key _, TokenAnswer token) -> kept(token)))
            .buildAsync();
    private final AsyncCache<Key, URI> endpoints = Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfterWrite(DISCOVERED_FOR)
            .buildAsync();

    TokenSource(TenantClients clients) {
        this.clients = clients;
    }

    private record Key(String tenant, String fingerprint) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared, and read once
    private record Answer(int status, byte[] body) {}

    /** Half of a short life, and all but the last 30 seconds of a long one. */
    private static Duration kept(TokenAnswer token) {
        Duration half = token.lifetime().dividedBy(2);
        return half.compareTo(MARGIN) < 0 ? half : token.lifetime().minus(MARGIN);
    }

    /**
     * A token that is good now. The future is shared: it must not be cancelled.
     *
     * @return fails with {@link RefusedException} when there is none to be had
     */
    CompletableFuture<TokenAnswer> token(String tenant, TokenGrant grant) {
        return tokens.get(
                new Key(tenant, grant.fingerprint()),
                (_, _) -> ask(tenant, grant).toFuture());
    }

    /** Another token than one that was refused, unless somebody else has had it renewed before. */
    CompletableFuture<TokenAnswer> renewed(String tenant, TokenGrant grant, TokenAnswer refused) {
        tokens.asMap()
                .computeIfPresent(
                        new Key(tenant, grant.fingerprint()),
                        (_, known) -> refused.equals(known.getNow(null)) ? null : known);
        return token(tenant, grant);
    }

    private Mono<TokenAnswer> ask(String tenant, TokenGrant grant) {
        WebClient client = clients.of(tenant);
        return endpoint(tenant, grant).flatMap(endpoint -> {
            TokenRequest request = TokenRequest.of(
                    grant, endpoint, Instant.now(), UUID.randomUUID().toString());
            return sent(
                            endpoint,
                            client.method(HttpMethod.POST)
                                    .uri(endpoint)
                                    .headers(headers -> request.headers().forEach(headers::set))
                                    .bodyValue(request.body()))
                    .map(answer -> TokenAnswer.read(grant, endpoint, answer.status(), answer.body()));
        });
    }

    private Mono<URI> endpoint(String tenant, TokenGrant grant) {
        if (!grant.discovers()) {
            return Mono.fromCallable(grant::endpoint);
        }
        Key key = new Key(tenant, grant.fingerprint());
        return Mono.fromFuture(
                () -> endpoints.get(key, (_, _) -> discovered(tenant, grant).toFuture()), true);
    }

    private Mono<URI> discovered(String tenant, TokenGrant grant) {
        URI document = grant.discovery();
        return sent(document, clients.of(tenant).get().uri(document).header("Accept", "application/json"))
                .map(answer -> TokenAnswer.endpoint(grant, answer.status(), answer.body()));
    }

    private static Mono<Answer> sent(URI asked, WebClient.RequestHeadersSpec<?> request) {
        return request.exchangeToMono(TokenSource::answer)
                .timeout(LONGEST)
                .onErrorMap(
                        failure -> !(failure instanceof RefusedException),
                        failure -> TokenAnswer.refused(
                                TokenGrant.named(asked) + " could not be asked: " + HttpFailures.reason(failure)));
    }

    private static Mono<Answer> answer(ClientResponse response) {
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), LARGEST_ANSWER)
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0])
                .map(body -> new Answer(response.statusCode().value(), body));
    }
}
