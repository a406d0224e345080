package io.millrace.trigger.http;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads a body as it was sent, because signatures are over its very bytes. */
final class RawBody {
    private RawBody() {}

    /**
     * Reads a body.
     *
     * @param limit the most bytes
     * @param atMost the longest time
     * @return the bytes; fails with a {@link org.springframework.core.io.buffer.DataBufferLimitException} or a
     *     {@link java.util.concurrent.TimeoutException}
     */
    static Mono<byte[]> read(ServerRequest request, int limit, Duration atMost) {
        return DataBufferUtils.join(request.exchange().getRequest().getBody(), limit)
                .map(RawBody::bytes)
                .defaultIfEmpty(new byte[0])
                .timeout(atMost);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
