package io.millrace.gateway.http;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request that knows how much of its body was read. */
final class WatchedRequest extends ServerHttpRequestDecorator {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Reading {
        UNTOUCHED,
        BEGUN,
        COMPLETE
    }

    private volatile Reading reading = Reading.UNTOUCHED;

    WatchedRequest(ServerHttpRequest request) {
        super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .doOnSubscribe(subscription -> reading = Reading.BEGUN)
                .doOnComplete(() -> reading = Reading.COMPLETE);
    }

    /** Leaves the connection in a state in which the next request can come, or ends it with the answer. */
    Mono<Void> finish(ServerHttpResponse response) {
        return switch (reading) {
            case COMPLETE -> Mono.empty();
            case BEGUN -> Mono.fromRunnable(() -> endConnection(response));
            case UNTOUCHED -> takeIn().onErrorResume(failure -> Mono.fromRunnable(() -> endConnection(response)));
        };
    }

    private Mono<Void> takeIn() {
        if (getHeaders().getContentLength() > UnreadBodyFilter.MOST) {
            return Mono.error(new IllegalStateException("too much to take in"));
        }
        // What goes on is a number: a buffer would be released once more by whoever drops it further down.
        return getBody()
                .map(WatchedRequest::dropped)
                .scan(0L, Long::sum)
                .takeUntil(taken -> taken > UnreadBodyFilter.MOST)
                .then(Mono.<Void>defer(() -> reading == Reading.COMPLETE
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("too much to take in"))))
                .timeout(PATIENCE);
    }

    private static long dropped(DataBuffer buffer) {
        int count = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return count;
    }

    private static void endConnection(ServerHttpResponse response) {
        response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
}
