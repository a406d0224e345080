package io.millrace.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What would have come of recorded runs under a draft, gathered from the parts in which the server tells it. */
public final class WhatIfReport {

    private static final int LONGEST_VALUE = 60;

    private final ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    private final ObjectNode summary = JsonNodeFactory.instance.objectNode();
    private @Nullable String next;

    /** Begins with no run. */
    public WhatIfReport() {}

    /** Takes a run. */
    public void add(JsonNode run) {
        runs.add(run);
    }

    /** Takes the end of a part: its sums are added up, and its cursor says where to go on. */
    public void end(JsonNode part) {
        add(summary, part.path("summary"));
        next = part.path("next").textValue();
    }

    private static void add(ObjectNode sums, JsonNode more) {
        for (Map.Entry<String, JsonNode> count : more.properties()) {
            if (count.getValue().isObject()) {
                add(sums.withObjectProperty(count.getKey()), count.getValue());
            } else {
                sums.put(
                        count.getKey(),
                        sums.path(count.getKey()).asLong() + count.getValue().asLong());
            }
        }
    }

    /** Behind which run to go on, or null when there is no further run. */
    public @Nullable String next() {
        return next;
    }

    /** Runs that were looked at, with those that were still at work. */
    public int looked() {
        return runs.size() + summary.path("notEnded").asInt();
    }

    /** The report as the server would tell it in one piece. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("runs", runs);
        json.set("summary", summary);
        return json.put("next", next);
    }

    /** A table of the runs and a summary. */
    public String text() {
        Table table = new Table("RUN", "RESULT", "FIRST TASK", "WHY", "WAS", "WOULD BE", "STEPS");
        for (JsonNode run : runs) {
            JsonNode now = run.has("now") ? run.path("now") : run.path("arguments");
            table.row(
                    Wording.line(run.path("id")),
                    Wording.line(run.path("result")),
                    task(run.path("task")),
                    Wording.line(run.path("reason")),
                    value(run.path("was")),
                    value(now),
                    steps(run.path("cost")));
        }
        return table.text() + "\n" + sentences();
    }

    private static String task(JsonNode task) {
        return task.isMissingNode()
                ? "-"
                : Wording.line(task.path("name")) + " (" + Wording.line(task.path("pointer")) + ")";
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() ? "-" : Wording.brief(value, LONGEST_VALUE);
    }

    private static String steps(JsonNode cost) {
        return cost.isMissingNode()
                ? "-"
                : signed(cost.path("after").path("steps").asLong()
                        - cost.path("before").path("steps").asLong());
    }

    private String sentences() {
        StringBuilder text = new StringBuilder("Of " + count("", looked(), "run") + ": ");
        text.append(summary.path("same").asInt()).append(" the same, ");
        text.append(summary.path("different").asInt()).append(" different, ");
        text.append(summary.path("needsResult").asInt()).append(" would need a result that was never recorded, ");
        text.append(summary.path("tooLarge").asInt()).append(" too large, ");
        text.append(summary.path("failed").asInt()).append(" not comparable, ");
        text.append(summary.path("notEnded").asInt()).append(" still at work.\n");
        JsonNode cost = summary.path("costDifference");
        text.append("The draft would cost ")
                .append(count("+", cost.path("tasks").asLong(), "task"))
                .append(", ")
                .append(count("+", cost.path("steps").asLong(), "step"))
                .append(" and ")
                .append(signed(cost.path("stepMillis").asLong()))
                .append(" ms of step time.\n");
        return text.toString();
    }

    private static String count(String sign, long number, String noun) {
        String digits = sign.isEmpty() ? Long.toString(number) : signed(number);
        return digits + " " + noun + (Math.abs(number) == 1 ? "" : "s");
    }

    private static String signed(long number) {
        return number > 0 ? "+" + number : Long.toString(number);
    }
}
