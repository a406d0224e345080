package io.millrace.gateway.http.whatif;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.doors.GatheredAnswer;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;

/** Reads recorded runs from audit-service on behalf of one caller. Its methods block the calling thread. */
final class RecordedRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    private final Passage passage;
    private final ServerWebExchange exchange;
    private final Caller caller;
    private final String tenant;

    RecordedRuns(Passage passage, ServerWebExchange exchange, Caller caller, String tenant) {
        this.passage = passage;
        this.exchange = exchange;
        this.caller = caller;
        this.tenant = tenant;
    }

    /** A run in a list. */
    record Listed(String id, boolean ended) {}

    /**
     * A part of the list.
     *
     * @param next cursor of what follows, or null
     */
    record Part(List<Listed> runs, @Nullable String next) {}

    /**
     * A part of the tenant's runs, the latest first.
     *
     * @param query as audit-service takes it, with its question mark
     * @throws Refused as malformed when the query is not understood, as unavailable when there is no answer
     */
    Part list(String query) {
        GatheredAnswer answer = read(Answer.path("v1", "tenants", tenant, "runs") + query);
        if (answer.status() == BAD_REQUEST) {
            throw Refused.malformed(
                    Json.parse(answer.body()).path("detail").stringValue("The query is not understood."));
        }
        check(answer);
        JsonNode list = Json.parse(answer.body());
        List<Listed> runs = new ArrayList<>();
        list.path("items")
                .forEach(run -> runs.add(new Listed(
                        run.path("id").stringValue(""), !run.path("endedAt").isNull())));
        return new Part(runs, list.path("next").stringValue(null));
    }

    /**
     * The audit records of a run, as audit-service writes them; empty when it is gone.
     *
     * @throws Refused as too large when there are too many
     */
    byte[] records(String run) {
        GatheredAnswer answer = read(Answer.path("v1", "tenants", tenant, "runs", run, "records"));
        if (answer.status() == TOO_LARGE) {
            throw new Refused(new Refusal.TooLarge("The run " + run + " has too many records."));
        }
        if (answer.status() == NOT_FOUND) {
            return new byte[0];
        }
        check(answer);
        return answer.body();
    }

    private GatheredAnswer read(String path) {
        return Objects.requireNonNull(
                passage.read(exchange, caller, tenant, path).block(PATIENCE));
    }

    private static void check(GatheredAnswer answer) {
        if (answer.status() != OK) {
            throw Refused.unavailable("The audit service does not answer: ask again.", null);
        }
    }
}
