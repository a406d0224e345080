package io.millrace.gateway.http.doors;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * An answer that another service writes, status and headers included.
 *
 * @param write passes the exchange on and completes when the answer is written
 */
public record PassedAnswer(Function<ServerWebExchange, Mono<Void>> write) implements ServerResponse {
    /** The answer as a handler gives it. */
    public Mono<ServerResponse> mono() {
        return Mono.just(this);
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatus.OK;
    }

    @Override
    public HttpHeaders headers() {
        return HttpHeaders.EMPTY;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, @Nullable Context context) {
        return write.apply(exchange);
    }
}
