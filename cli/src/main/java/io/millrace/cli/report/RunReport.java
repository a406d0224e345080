package io.millrace.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Runs as the server tells them, for people. */
public final class RunReport {

    private static final Set<String> ENDS = Set.of("completed", "faulted", "cancelled");
    private static final int LONGEST_OUTPUT = 120;

    private RunReport() {}

    /** Whether a status is the last one of a run. */
    public static boolean isEnd(String status) {
        return ENDS.contains(status);
    }

    /** Whether a status says that a run ended otherwise than it should. */
    public static boolean isFailure(String status) {
        return isEnd(status) && !status.equals("completed");
    }

    /** A list, one run a line. */
    public static String list(JsonNode runs) {
        Table table = new Table("ID", "WORKFLOW", "VERSION", "STATUS", "STARTED", "TOOK");
        for (JsonNode run : runs.path("items")) {
            table.row(
                    Wording.line(run.path("id")),
                    Wording.line(run.path("workflow")),
                    Wording.line(run.path("version")),
                    Wording.line(run.path("status")),
                    Wording.line(run.path("startedAt")),
                    Wording.between(run.path("startedAt"), run.path("endedAt")));
        }
        return table.text();
    }

    /** One run with its input, output and error. */
    public static String one(JsonNode run) {
        StringBuilder text = new StringBuilder();
        for (String member : new String[] {"id", "workflow", "version", "status", "startedAt", "endedAt"}) {
            text.append(member)
                    .append(": ")
                    .append(Wording.line(run.path(member)))
                    .append('\n');
        }
        for (String member : new String[] {"input", "output", "error", "usage"}) {
            if (run.hasNonNull(member)) {
                text.append(member)
                        .append(": ")
                        .append(Wording.indented(run.path(member)))
                        .append('\n');
            }
        }
        for (JsonNode omitted : run.path("omitted")) {
            text.append("left out: ").append(Wording.line(omitted)).append('\n');
        }
        return text.toString();
    }

    /** What a live stream says about a task. */
    public static String task(JsonNode message) {
        JsonNode time = message.path("endedAt").isTextual() ? message.path("endedAt") : message.path("startedAt");
        StringBuilder text = new StringBuilder(
                Wording.line(time) + "  " + Wording.line(message.path("status")) + "  " + place(message));
        if (message.path("attempt").asInt(1) > 1) {
            text.append("  attempt ").append(message.path("attempt").asInt());
        }
        if (message.hasNonNull("error")) {
            text.append("  ").append(error(message.path("error")));
        }
        return text.toString();
    }

    private static String place(JsonNode message) {
        String iteration = message.path("iteration").asText("");
        return Wording.line(message.path("task")) + " (" + Wording.line(message.path("pointer"))
                + (iteration.isEmpty() ? "" : " " + Wording.plain(iteration)) + ")";
    }

    /** What a live stream says about the run itself. */
    public static String status(JsonNode message) {
        String text = Wording.line(message.path("time")) + "  " + Wording.line(message.path("status")) + "  run "
                + Wording.line(message.path("id"));
        if (message.hasNonNull("error")) {
            return text + "  " + error(message.path("error"));
        }
        return message.hasNonNull("output")
                ? text + "  " + Wording.brief(message.path("output"), LONGEST_OUTPUT)
                : text;
    }

    /** An error of a run: what happened, of which type, where. */
    public static String error(JsonNode error) {
        StringBuilder text = new StringBuilder(Wording.line(error.path("title")));
        text.append(" (").append(error.path("status").asInt()).append(')');
        if (error.hasNonNull("detail")) {
            text.append(": ").append(Wording.line(error.path("detail")));
        }
        if (error.hasNonNull("instance")) {
            text.append(" At ").append(Wording.line(error.path("instance"))).append('.');
        }
        return text.append(" Type: ").append(Wording.line(error.path("type"))).toString();
    }
}
