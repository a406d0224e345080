package io.millrace.gateway.http;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads the body of a request, with limits on size and time. */
public final class RequestBody {
    /** Largest body of a resource, in bytes. */
    public static final int LARGEST = 1024 * 1024;

    /** Bytes of a command to a run and of the answer to a callback, for which nobody needs a key. */
    public static final int LARGEST_COMMAND = 256 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> JSON = Set.of("application/json", "text/json");
    private static final Set<String> DEFINITION = Set.of(
            "application/json",
            "text/json",
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
            "text/plain");

    private RequestBody() {}

    /** Reads a JSON body; completes with {@link Refused} when it is too large, too slow or of another media type. */
    public static Mono<byte[]> json(ServerRequest request, int limit) {
        return ofType(request, JSON, "JSON", limit);
    }

    /** Reads a definition, which may be YAML too. */
    public static Mono<byte[]> definition(ServerRequest request) {
        return ofType(request, DEFINITION, "YAML or JSON", LARGEST);
    }

    /**
     * Reads a JSON body that may be large, and lets go of it when it was used.
     *
     * @param use must not hold on to the bytes when it is done
     */
    public static <T> Mono<T> largeJson(
            ServerRequest request, int limit, LargeBodies bodies, Function<byte[], Mono<T>> use) {
        return rightType(request, JSON, "JSON").then(large(request, limit, bodies, use));
    }

    /**
     * Reads a body of any media type that may be large, and lets go of it when it was used.
     *
     * @param use must not hold on to the bytes when it is done
     */
    public static <T> Mono<T> large(
            ServerRequest request, int limit, LargeBodies bodies, Function<byte[], Mono<T>> use) {
        return Mono.using(bodies::enter, room -> any(request, limit, room).flatMap(use), LargeBodies.Room::giveBack);
    }

    private static Mono<byte[]> any(ServerRequest request, int limit, LargeBodies.@Nullable Room room) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Mono.error(new Refused(new Refusal.WrongMediaType(
                    "The body has the Content-Encoding " + encoding + ", but must be sent as it is.")));
        }
        if (headers.getContentLength() > limit) {
            return Mono.error(GatheredBody.tooLarge(limit));
        }
        return request.exchange()
                .getRequest()
                .getBody()
                .collect(() -> new GatheredBody(limit, room), GatheredBody::add)
                .map(GatheredBody::whole)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        e -> new Refused(
                                new Refusal.Slow("The body did not arrive within " + PATIENCE.toSeconds() + " s.")));
    }

    private static Mono<byte[]> ofType(ServerRequest request, Set<String> types, String names, int limit) {
        return rightType(request, types, names).then(any(request, limit, null));
    }

    private static Mono<Void> rightType(ServerRequest request, Set<String> types, String names) {
        String sent = request.headers().firstHeader(HttpHeaders.CONTENT_TYPE);
        return sent == null || matches(sent, types)
                ? Mono.empty()
                : Mono.error(new Refused(
                        new Refusal.WrongMediaType("The body must be " + names + "; Content-Type says " + sent + ".")));
    }

    private static boolean matches(String sent, Set<String> types) {
        try {
            MediaType type = MediaType.parseMediaType(sent);
            return types.contains(type.getType() + "/" + type.getSubtype())
                    || (type.getSubtypeSuffix() != null
                            && type.getSubtypeSuffix().equals("json"));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
