package io.millrace.gateway.http.doors;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The way to a service behind the gateway. */
@FunctionalInterface
public interface InnerDoor {
    /**
     * Lets the service answer a request. The request carries the signed identity already.
     *
     * @return completes when the answer is written; fails with a refusal as unavailable when the service does not answer
     */
    Mono<Void> pass(ServerWebExchange exchange);
}
