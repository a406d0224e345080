package io.millrace.gateway.whatif;

import io.millrace.gateway.json.Json;
import io.millrace.records.RunCompared;
import io.millrace.records.RunCost;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * What was found of one run.
 *
 * @param run its id
 * @param kind what would come of it
 * @param found the engine's answer; null when it was not asked
 * @param reason why there is none
 */
public record Verdict(
        String run,
        Kind kind,
        @Nullable RunCompared found,
        @Nullable String reason) {
    /** What would come of a run. */
    public enum Kind {
        /** The same. */
        SAME("same"),
        /** Something else. */
        DIFFERENT("different"),
        /** Nobody knows: a result is needed that was never recorded. */
        NEEDS_RESULT("needs-result"),
        /** Its record is too large to be played. */
        TOO_LARGE("too-large"),
        /** It could not be compared. */
        FAILED("failed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            return FAILED;
        }
    }

    /** What the engine found. */
    public static Verdict found(String run, RunCompared found) {
        return new Verdict(run, Kind.of(found.getResult()), found, found.getReason());
    }

    /** A run whose record is too large. */
    public static Verdict tooLarge(String run) {
        return new Verdict(run, Kind.TOO_LARGE, null, "The run has more recorded data than can be played at once.");
    }

    /** A run that could not be compared. */
    public static Verdict failed(String run, String reason) {
        return new Verdict(run, Kind.FAILED, null, reason);
    }

    /** The verdict as callers read it; what does not apply is left out. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("id", run).put("result", kind.word());
        if (reason != null) {
            json.put("reason", reason);
        }
        if (found != null) {
            task(json, found);
            raw(json, "was", found.getWas());
            raw(json, "now", found.getNow());
            raw(json, "arguments", found.getArguments());
            RunCost before = found.getBefore();
            RunCost after = found.getAfter();
            if (before != null && after != null) {
                ObjectNode cost = json.putObject("cost");
                cost.set("before", cost(before));
                cost.set("after", cost(after));
            }
        }
        return json;
    }

    private static void task(ObjectNode json, RunCompared found) {
        if (found.getTask() != null && !found.getTask().isEmpty()) {
            json.putObject("task").put("name", found.getTask()).put("pointer", found.getPointer());
        }
    }

    private static void raw(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.putRawValue(name, new RawValue(text));
        }
    }

    private static ObjectNode cost(RunCost cost) {
        return Json.object()
                .put("tasks", cost.getTasks())
                .put("steps", cost.getSteps())
                .put("stepMillis", cost.getStepMillis());
    }
}
