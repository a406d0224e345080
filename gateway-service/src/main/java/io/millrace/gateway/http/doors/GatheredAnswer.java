package io.millrace.gateway.http.doors;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.io.ByteArrayOutputStream;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer of another service that goes to the gateway itself and to no caller. Whoever writes more into it than the
 * gateway reads is refused as too large.
 */
public final class GatheredAnswer extends AbstractServerHttpResponse {
    private static final int LARGEST = 20 * 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    GatheredAnswer() {
        super(DefaultDataBufferFactory.sharedInstance);
    }

    /** The status code; 200 when the service said none. */
    public int status() {
        var status = getStatusCode();
        return status == null ? 200 : status.value();
    }

    /** The body. */
    public byte[] body() {
        return bytes.toByteArray();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the signature is Spring's
    public <T> T getNativeResponse() {
        throw new IllegalStateException("the answer stays in the gateway: there is no response underneath");
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return Flux.from(body).doOnNext(this::add).then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWithInternal(Flux.from(body).concatMap(part -> part));
    }

    private void add(DataBuffer buffer) {
        byte[] part = new byte[buffer.readableByteCount()];
        buffer.read(part);
        DataBufferUtils.release(buffer);
        if (bytes.size() + part.length > LARGEST) {
            throw new Refused(new Refusal.TooLarge(
                    "What the gateway has to read for this has more than " + LARGEST + " bytes: ask for less."));
        }
        bytes.writeBytes(part);
    }

    @Override
    protected void applyStatusCode() {
        // It is read from here.
    }

    @Override
    protected void applyHeaders() {
        // They are of no interest.
    }

    @Override
    protected void applyCookies() {
        // There are none.
    }
}
