package io.millrace.gateway.http.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Gives a repeated write of a resource the answer of the first one, for some minutes and on this gateway: the header
 * {@code Idempotency-Key} says that it is a repeat. A refused write is tried again. Elsewhere and later a repeated PUT
 * or DELETE still changes nothing twice, since they say what shall be; starts and events carry their own ids.
 */
@Component
final class IdempotentWrites {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Cache<Write, Remembered> answers =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    IdempotentWrites() {}

    private record Write(String keyId, String method, String uri, String idempotencyKey) {}

    private record Remembered(String fingerprint, Mono<ServerResponse> answer) {}

    /** The answer of the write, or of the write that it repeats. */
    Mono<ServerResponse> once(ServerRequest request, Caller caller, byte[] body, Supplier<Mono<ServerResponse>> write) {
        String idempotencyKey = IdempotencyKey.of(request);
        if (idempotencyKey == null) {
            return write.get();
        }
        Write name =
                new Write(caller.keyId(), request.method().name(), request.uri().toString(), idempotencyKey);
        String fingerprint = sha256(body);
        Remembered remembered = answers.get(
                name,
                unknown -> new Remembered(
                        fingerprint,
                        Mono.defer(write)
                                .doOnError(failure -> answers.invalidate(name))
                                .cache()));
        if (!remembered.fingerprint().equals(fingerprint)) {
            String detail = "The Idempotency-Key was used for another body before: use a new one.";
            return Mono.error(Refused.invalid(detail, Flaw.at("", detail)));
        }
        return remembered.answer();
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
