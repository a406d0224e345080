package io.millrace.gateway.whatif;

import io.millrace.gateway.json.Json;
import io.millrace.records.RunCost;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Sums up what was found of many runs. */
public final class Tally {
    private final Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
    private int notEnded;
    private long tasks;
    private long steps;
    private long stepMillis;

    /** Begins with nothing. */
    public Tally() {}

    /** Counts a run. */
    public void add(Verdict verdict) {
        counts.merge(verdict.kind(), 1, Integer::sum);
        if (verdict.found() != null) {
            RunCost before = verdict.found().getBefore();
            RunCost after = verdict.found().getAfter();
            if (before != null && after != null) {
                tasks += after.getTasks() - before.getTasks();
                steps += after.getSteps() - before.getSteps();
                stepMillis += after.getStepMillis() - before.getStepMillis();
            }
        }
    }

    /** Counts a run that was left out because it is still at work. */
    public void addNotEnded() {
        notEnded++;
    }

    /** The sums; costs are those of the runs that could be compared to their end, positive when the draft costs more. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("same", count(Verdict.Kind.SAME))
                .put("different", count(Verdict.Kind.DIFFERENT))
                .put("needsResult", count(Verdict.Kind.NEEDS_RESULT))
                .put("tooLarge", count(Verdict.Kind.TOO_LARGE))
                .put("failed", count(Verdict.Kind.FAILED))
                .put("notEnded", notEnded);
        json.putObject("costDifference").put("tasks", tasks).put("steps", steps).put("stepMillis", stepMillis);
        return json;
    }

    private int count(Verdict.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
