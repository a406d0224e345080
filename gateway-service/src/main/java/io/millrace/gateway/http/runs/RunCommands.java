package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.doors.SeenPositions;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunLog;
import io.millrace.gateway.run.RunReplies;
import io.millrace.gateway.run.Verdict;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.records.InputAccepted;
import io.millrace.records.InputRejected;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Appends commands about runs and waits a short while for what the engine says to them. */
@Component
final class RunCommands {
    /** A verdict that takes longer is in the audit of the run. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunLog log;
    private final RunReplies replies;
    private final SeenPositions positions;
    private final TenantDirectory tenants;

    RunCommands(RunLog log, RunReplies replies, SeenPositions positions, TenantDirectory tenants) {
        this.log = log;
        this.replies = replies;
        this.positions = positions;
        this.tenants = tenants;
    }

    /**
     * Gives a command.
     *
     * @param command makes it, with the address for the verdict
     * @return refused as missing when the text is no id of a run
     */
    Mono<Verdict> give(
            String tenant,
            String run,
            @Nullable String traceparent,
            Function<ReplyTo, ? extends SpecificRecord> command) {
        if (!isRun(run)) {
            return Mono.error(missing());
        }
        return Mono.using(
                replies::open,
                waiting -> {
                    RunInput input = new RunInput(tenant, run, command.apply(waiting.address()));
                    return Mono.fromFuture(() -> log.append(input, traceparent)).flatMap(position -> {
                        positions.remember(tenant, run, position);
                        return Mono.fromFuture(waiting::answer)
                                .map(RunCommands::verdict)
                                .timeout(PATIENCE, Mono.just(new Verdict.Open()));
                    });
                },
                RunReplies.Waiting::close);
    }

    private boolean isRun(String text) {
        try {
            return RunId.parse(text).partition() < tenants.partitions();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Verdict verdict(Reply reply) {
        return switch (reply.getAnswer()) {
            case InputAccepted accepted -> new Verdict.Taken(accepted.getStatus());
            case InputRejected rejected -> new Verdict.Rejected(rejected.getCode(), rejected.getReason());
            default ->
                throw new IllegalStateException(
                        "a command was answered with " + reply.getAnswer().getClass());
        };
    }

    /**
     * The answer to whoever gave a command.
     *
     * @param underWay status to be told as long as nothing was heard
     */
    static Mono<ServerResponse> answer(String tenant, String run, String underWay, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken(String status) -> accepted(tenant, run, status);
            case Verdict.Open() -> accepted(tenant, run, underWay);
            case Verdict.Rejected rejected ->
                Mono.error(
                        rejected.unknownRun()
                                ? missing()
                                : Refused.conflict("Refused with " + rejected.code() + ": " + rejected.reason()));
        };
    }

    static Mono<ServerResponse> accepted(String tenant, String run, String status) {
        return Answer.json(
                ServerResponse.status(HttpStatus.ACCEPTED).header("Location", path(tenant, run)),
                Json.bytes(Json.object().put("id", run).put("status", status)));
    }

    static String path(String tenant, String run) {
        return Answer.path("v1", "tenants", tenant, "runs", run);
    }

    static Refused missing() {
        return Refused.missing("There is no run of that id in this tenant.");
    }
}
