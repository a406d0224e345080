package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.http.doors.PassedAnswer;
import io.millrace.gateway.http.doors.SeenPositions;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunLog;
import io.millrace.gateway.run.RunPosition;
import io.millrace.gateway.run.RunReplies;
import io.millrace.gateway.run.RunStart;
import io.millrace.records.InputRejected;
import io.millrace.records.Problem;
import io.millrace.records.Reply;
import io.millrace.records.RunEnded;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Starts runs for callers who wait for the end: the engine pushes it, nobody asks again and again. */
@Component
final class RunWaits {
    private static final String RUNNING = "running";
    private static final String DUPLICATE_START = "DUPLICATE_START";
    private static final Set<String> ENDED = Set.of("completed", "faulted", "cancelled");

    private final RunLog log;
    private final RunReplies replies;
    private final SeenPositions positions;
    private final Passage passage;
    private final Seeds seeds;
    private final StoredValues values;

    RunWaits(
            RunLog log,
            RunReplies replies,
            SeenPositions positions,
            Passage passage,
            Seeds seeds,
            StoredValues values) {
        this.log = log;
        this.replies = replies;
        this.positions = positions;
        this.passage = passage;
        this.seeds = seeds;
        this.values = values;
    }

    /** Somebody who starts a run and waits at most some time for its end. */
    record Waiter(
            RunStart start,
            RunId id,
            Duration patience,
            Caller caller,
            @Nullable String traceparent) {
        String tenant() {
            return start.tenant();
        }

        String run() {
            return id.toString();
        }
    }

    /** Answers with the end of the run, or, when it takes longer, that it was accepted. */
    Mono<ServerResponse> start(Waiter waiter) {
        return Mono.using(replies::open, waiting -> start(waiter, waiting), RunReplies.Waiting::close);
    }

    // Nothing is promised before the append is acknowledged, however short the caller's patience.
    private Mono<ServerResponse> start(Waiter waiter, RunReplies.Waiting waiting) {
        return Mono.fromFuture(() -> log.append(
                        waiter.start().command(waiter.id(), waiting.address(), seeds.next()), waiter.traceparent()))
                .flatMap(position -> {
                    positions.remember(waiter.tenant(), waiter.run(), position);
                    return Mono.fromFuture(waiting::answer)
                            .timeout(waiter.patience())
                            .flatMap(reply -> answer(waiter, reply));
                })
                .onErrorResume(
                        TimeoutException.class, late -> RunCommands.accepted(waiter.tenant(), waiter.run(), RUNNING));
    }

    private Mono<ServerResponse> answer(Waiter waiter, Reply reply) {
        return switch (reply.getAnswer()) {
            case RunEnded ended -> {
                remember(waiter, ended.getInputOffset());
                String output = ended.getOutput();
                yield output == null
                        ? Answer.json(HttpStatus.OK, write(ended, null))
                        : values.json(waiter.tenant(), output)
                                .flatMap(json -> Answer.json(HttpStatus.OK, write(ended, json)));
            }
            case InputRejected rejected -> {
                remember(waiter, rejected.getInputOffset());
                yield rejected(waiter, rejected);
            }
            default ->
                Mono.error(new IllegalStateException(
                        "a start was answered with " + reply.getAnswer().getClass()));
        };
    }

    // A start that repeats another has done what was asked: the answer is the run as it is.
    private Mono<ServerResponse> rejected(Waiter waiter, InputRejected rejected) {
        String status = rejected.getStatus();
        if (!rejected.getCode().equals(DUPLICATE_START)) {
            return Mono.error(
                    Refused.conflict("The run was refused with " + rejected.getCode() + ": " + rejected.getReason()));
        }
        if (status == null || !ENDED.contains(status)) {
            return RunCommands.accepted(waiter.tenant(), waiter.run(), status == null ? RUNNING : status);
        }
        String path = RunCommands.path(waiter.tenant(), waiter.run());
        return Mono.just(new PassedAnswer(
                exchange -> passage.insteadToRun(exchange, waiter.caller(), waiter.tenant(), waiter.run(), path)));
    }

    private void remember(Waiter waiter, long offset) {
        positions.remember(
                waiter.tenant(), waiter.run(), new RunPosition(waiter.id().partition(), offset));
    }

    private static ObjectNode write(RunEnded ended, @Nullable String output) {
        ObjectNode node = Json.object().put("id", ended.getRunId()).put("status", ended.getStatus());
        if (output == null) {
            node.putNull("output");
        } else {
            node.putRawValue("output", new RawValue(output));
        }
        Problem error = ended.getError();
        if (error == null) {
            node.putNull("error");
        } else {
            node.putObject("error")
                    .put("type", error.getType())
                    .put("status", error.getStatus())
                    .put("title", error.getTitle())
                    .put("detail", error.getDetail())
                    .put("instance", error.getInstance());
        }
        return node;
    }
}
