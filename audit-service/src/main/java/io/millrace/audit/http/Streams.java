package io.millrace.audit.http;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.RunView;
import io.millrace.audit.intake.Bells;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with server-sent events; a caller that comes back with Last-Event-ID goes on where it was, without a gap. */
final class Streams {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int MOST_STREAMS = 1_000;
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final RunHistory history;
    private final Bells bells;
    private final Gate gate;
    private final SeenPosition seen;
    private final Values values;
    private final Blocking blocking;
    private final Semaphore free = new Semaphore(MOST_STREAMS);

    Streams(RunHistory history, Bells bells, Gate gate, SeenPosition seen, Values values, Blocking blocking) {
        this.history = history;
        this.bells = bells;
        this.gate = gate;
        this.seen = seen;
        this.values = values;
        this.blocking = blocking;
    }

    Mono<ServerResponse> run(ServerRequest request) {
        String tenant = gate.tenant(request);
        RunId run = RunQueries.run(request);
        long sent = lastInput(request);
        return blocking.call(() -> {
                    seen.await(request);
                    RunView view = history.run(tenant, run).orElseThrow(ProblemException::notFound);
                    boolean told = sent >= 0
                            && RunStatus.isEnd(view.status())
                            && history.entriesOf(tenant, run, sent, 1).isEmpty();
                    return !told;
                })
                .flatMap(more -> more
                        ? stream(() -> new RunStream(history, bells, values, tenant, run, sent))
                        // By the standard, the only answer after which a browser does not come back.
                        : ServerResponse.noContent().build());
    }

    Mono<ServerResponse> tenant(ServerRequest request) {
        String tenant = gate.tenant(request);
        String last = lastEventId(request);
        StreamCursor from = last == null ? null : StreamCursor.parse(last);
        return stream(() -> new TenantStream(
                history, bells, values, tenant, from == null ? new StreamCursor(history.positions()) : from));
    }

    private Mono<ServerResponse> stream(Callable<LiveStream> open) {
        if (!free.tryAcquire()) {
            return Mono.error(new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "There are already " + MOST_STREAMS + " streams. Try again later."));
        }
        Flux<ServerSentEvent<Object>> messages = Flux.usingWhen(
                        blocking.call(open), this::follow, stream -> Mono.fromRunnable(stream::close))
                .doFinally(end -> free.release());
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(BodyInserters.fromServerSentEvents(messages));
    }

    private Flux<ServerSentEvent<Object>> follow(LiveStream stream) {
        Heart heart = new Heart();
        return blocking.call(stream::next)
                .repeat(() -> !stream.ended())
                .concatMapIterable(heart::beat, 1)
                .startWith(comment("open"));
    }

    /** Says something when there is nothing to say, so that nobody in between takes the connection for dead. */
    private static final class Heart {
        private long last = System.nanoTime();

        List<ServerSentEvent<Object>> beat(List<ServerSentEvent<Object>> news) {
            long now = System.nanoTime();
            if (news.isEmpty() && now - last < HEARTBEAT.toNanos()) {
                return news;
            }
            last = now;
            return news.isEmpty() ? List.of(comment("")) : news;
        }
    }

    private static ServerSentEvent<Object> comment(String text) {
        return ServerSentEvent.builder().comment(text).build();
    }

    private static long lastInput(ServerRequest request) {
        String last = lastEventId(request);
        if (last == null) {
            return -1;
        }
        if (!last.matches("\\d{1,18}")) {
            throw ProblemException.badRequest("Last-Event-ID must be the id of a message of this stream.");
        }
        return Long.parseLong(last);
    }

    private static @Nullable String lastEventId(ServerRequest request) {
        return request.headers().firstHeader(LAST_EVENT_ID);
    }
}
