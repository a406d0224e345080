package io.millrace.standalone.hosting;

import io.millrace.gateway.http.doors.InnerDoor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The way to a service in the same JVM: what arrives is handed on as it is.
 *
 * @param service what answers, or null while it is starting or stopping
 */
record DoorInside(Supplier<@Nullable HttpHandler> service) implements InnerDoor {
    private static final String RETRY_AFTER_SECONDS = "1";

    @Override
    public Mono<Void> pass(ServerWebExchange exchange) {
        HttpHandler handler = service.get();
        if (handler != null) {
            return handler.handle(exchange.getRequest(), exchange.getResponse());
        }
        exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        exchange.getResponse().getHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        return exchange.getResponse().setComplete();
    }
}
