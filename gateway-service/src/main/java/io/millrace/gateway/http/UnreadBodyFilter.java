package io.millrace.gateway.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sees to it that a refusal reaches whoever is still sending. An answer that leaves before the body has arrived would
 * leave the connection in a state in which the next request on it hangs; so a body that nobody read is taken in first,
 * and where that takes too much, the connection ends with the answer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadBodyFilter implements WebFilter {
    /** Bytes of an unread body that are taken in at most. */
    static final int MOST = 64 * 1024 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        if (headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        WatchedRequest watched = new WatchedRequest(request);
        exchange.getResponse().beforeCommit(() -> watched.finish(exchange.getResponse()));
        return chain.filter(exchange.mutate().request(watched).build());
    }
}
