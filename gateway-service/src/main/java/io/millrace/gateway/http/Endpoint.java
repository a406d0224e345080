package io.millrace.gateway.http;

import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** One method on one path. Every one of them says who may use it; there is no way to leave that out. */
public sealed interface Endpoint {
    /** The method. */
    HttpMethod method();

    /** The path, with variables in braces; {@code {tenant}} is checked against the caller. */
    String path();

    /**
     * Anybody may use it, without a key.
     *
     * @param handler answers
     */
    record Open(HttpMethod method, String path, Function<ServerRequest, Mono<ServerResponse>> handler)
            implements Endpoint {}

    /**
     * A key of some role is needed, and of the tenant in the path, if there is one.
     *
     * @param role the least that is needed
     * @param handler answers
     */
    record Guarded(
            HttpMethod method, String path, Role role, BiFunction<ServerRequest, Caller, Mono<ServerResponse>> handler)
            implements Endpoint {}
}
