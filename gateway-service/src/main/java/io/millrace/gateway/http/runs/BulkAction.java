package io.millrace.gateway.http.runs;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.run.RunAction;
import io.millrace.gateway.run.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An action on many runs, and how far it has come. For several threads at once. */
final class BulkAction {
    private static final int MOST_REFUSALS = 100;

    private final String id;
    private final RunAction action;
    private final RunSelection.Found found;
    private final Instant startedAt;
    private final List<Refusal> refusals = new ArrayList<>();
    private int accepted;
    private int refused;
    private int open;
    private @Nullable Instant endedAt;

    BulkAction(String id, RunAction action, RunSelection.Found found, Instant startedAt) {
        this.id = id;
        this.action = action;
        this.found = found;
        this.startedAt = startedAt;
    }

    private record Refusal(String run, String reason) {}

    String id() {
        return id;
    }

    RunAction action() {
        return action;
    }

    List<String> runs() {
        return found.runs();
    }

    synchronized void heard(String run, Verdict verdict) {
        switch (verdict) {
            case Verdict.Taken _ -> accepted++;
            case Verdict.Open _ -> open++;
            case Verdict.Rejected rejected -> refuse(run, rejected.code() + ": " + rejected.reason());
        }
    }

    synchronized void refuse(String run, String reason) {
        refused++;
        if (refusals.size() < MOST_REFUSALS) {
            refusals.add(new Refusal(run, reason));
        }
    }

    synchronized void end(Instant at) {
        endedAt = at;
    }

    synchronized boolean ended() {
        return endedAt != null;
    }

    /** How far it has come: {@code accepted}, {@code refused} and {@code open} (in the log, verdict not heard). */
    synchronized ObjectNode json() {
        ObjectNode node = Json.object()
                .put("id", id)
                .put("action", action.text())
                .put("status", endedAt == null ? "running" : "completed")
                .put("count", found.runs().size())
                .put("more", found.more())
                .put("accepted", accepted)
                .put("refused", refused)
                .put("open", open)
                .put("startedAt", startedAt.toString())
                .put("endedAt", endedAt == null ? null : endedAt.toString());
        ArrayNode list = node.putArray("refusals");
        refusals.forEach(refusal -> list.addObject().put("run", refusal.run()).put("reason", refusal.reason()));
        return node;
    }
}
