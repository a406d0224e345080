package io.millrace.gateway.egress;

import io.millrace.gateway.linking.Linker;
import io.millrace.gateway.linking.Sources.Answer;
import io.millrace.gateway.linking.Sources.Reading;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** The reading for one definition. It ends at a moment that is fixed when it begins. */
final class HttpReading implements Reading {
    private static final Logger LOG = LoggerFactory.getLogger(HttpReading.class);
    private static final int MOST_REDIRECTS = 5;
    private static final int OK = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final Duration patience;
    private final long end;

    HttpReading(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** A document that is larger than allowed. */
    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super(null, null, false, false);
        }
    }

    @Override
    public Map<URI, Answer> read(Collection<URI> addresses) {
        return Objects.requireNonNull(Flux.fromIterable(addresses)
                .flatMap(address -> answer(address).map(answer -> Map.entry(address, answer)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block());
    }

    private Mono<Answer> answer(URI address) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return fetch(address, 0)
                .timeout(left)
                .onErrorResume(failure -> Mono.just(new Answer.Failure(reason(address, failure))));
    }

    private Mono<Answer> fetch(URI address, int redirects) {
        return client.get()
                .uri(address)
                .response((response, content) -> take(response, content, address, redirects))
                .single();
    }

    private Publisher<Answer> take(HttpClientResponse response, ByteBufFlux content, URI address, int redirects) {
        int status = response.status().code();
        if (status == OK) {
            return text(content);
        }
        String location = response.responseHeaders().get(HttpHeaderNames.LOCATION);
        return REDIRECTS.contains(status) && location != null
                ? follow(address, location, redirects)
                : Mono.just(new Answer.Failure("answered with status " + status + "."));
    }

    /** The next address is checked as the first one was: by its form here, and by the rule when its host is resolved. */
    private Mono<Answer> follow(URI from, String location, int redirects) {
        URI next;
        try {
            next = from.resolve(location);
        } catch (IllegalArgumentException invalid) {
            return Mono.just(new Answer.Failure("led to something that is no address."));
        }
        String scheme = String.valueOf(next.getScheme());
        boolean isSafe = scheme.equalsIgnoreCase("https")
                || (scheme.equalsIgnoreCase("http") && from.getScheme().equalsIgnoreCase("http"));
        if (!isSafe || next.getHost() == null || next.getRawUserInfo() != null) {
            return Mono.just(new Answer.Failure("led to " + shown(next) + ", which is not followed: only http and https"
                    + " are, and never from https to http."));
        }
        if (redirects >= MOST_REDIRECTS) {
            return Mono.just(new Answer.Failure("led on more than " + MOST_REDIRECTS + " times."));
        }
        return fetch(next, redirects + 1)
                .map(answer -> answer instanceof Answer.Failure(String reason) ? led(next, reason) : answer)
                .onErrorResume(
                        failure -> !(failure instanceof TimeoutException),
                        failure -> Mono.just(led(next, reason(next, failure))));
    }

    private static Answer led(URI next, String reason) {
        return new Answer.Failure("led to " + shown(next) + ", which " + reason);
    }

    // Behind the question mark may stand what a server signed for this one reader.
    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost()
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }

    private static Mono<Answer> text(ByteBufFlux content) {
        return content.collect(ByteArrayOutputStream::new, HttpReading::add).map(HttpReading::decoded);
    }

    private static void add(ByteArrayOutputStream read, ByteBuf more) {
        if (read.size() + more.readableBytes() > Linker.LARGEST_DOCUMENT) {
            throw new TooLargeException();
        }
        byte[] bytes = new byte[more.readableBytes()];
        more.readBytes(bytes);
        read.writeBytes(bytes);
    }

    private static Answer decoded(ByteArrayOutputStream read) {
        try {
            return new Answer.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read.toByteArray()))
                    .toString());
        } catch (CharacterCodingException invalid) {
            return new Answer.Failure("answered with something that is not UTF-8.");
        }
    }

    private String reason(URI address, @Nullable Throwable failure) {
        return switch (failure) {
            case EgressRefusedException refused -> String.valueOf(refused.getMessage());
            case TooLargeException _ ->
                "answered with more than " + Linker.LARGEST_DOCUMENT + " bytes, which is the most that is read.";
            case TimeoutException _ ->
                "did not answer in time: everything that a definition refers to may take " + patience.toMillis()
                        + " ms together.";
            case UnknownHostException _ -> "has a host that no name server knows.";
            case ConnectException _ -> "cannot be connected to.";
            case SSLException _ -> "does not prove who it is: its certificate is not trusted.";
            case null, default -> {
                LOG.atInfo()
                        .addKeyValue("host", address.getHost())
                        .setCause(failure)
                        .log("a document that a definition refers to was not read");
                yield "broke off before its answer was complete.";
            }
        };
    }
}
