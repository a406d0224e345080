package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.RunReport;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, reads, follows and controls runs. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists, reads, follows and controls runs.")
final class RunsCommand {

    private static final String RUN = "Id of the run.";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists runs, the latest first.")
    int list(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(names = "--workflow", paramLabel = "NAME", description = "Of this workflow only.") @Nullable
                    String workflow,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description = "pending, running, waiting, suspended, cancelled, faulted or completed.")
                    @Nullable
                    String status,
            @Option(names = "--from", paramLabel = "TIME", description = "Started not before, ISO 8601.") @Nullable
                    String from,
            @Option(names = "--to", paramLabel = "TIME", description = "Started before, ISO 8601.") @Nullable String to,
            @Option(names = "--text", paramLabel = "TEXT", description = "With this text in it.") @Nullable String text,
            @Option(
                            names = "--limit",
                            paramLabel = "NUMBER",
                            defaultValue = "20",
                            description = "At most so many; ${DEFAULT-VALUE} if not said.")
                    int limit,
            @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where another list ended.")
                    @Nullable
                    String cursor) {
        try (Server asked = server.open()) {
            JsonNode runs = asked.send(Request.get("v1", "tenants", server.tenant(), "runs")
                            .with("workflow", workflow)
                            .with("status", status)
                            .with("from", from)
                            .with("to", to)
                            .with("q", text)
                            .with("limit", limit)
                            .with("cursor", cursor)
                            .with("brief", output.isJson() ? null : true))
                    .body();
            if (output.isJson()) {
                output.result(runs);
            } else {
                output.result(RunReport.list(runs));
                if (runs.hasNonNull("next")) {
                    output.remark(
                            "There are more: --cursor " + runs.path("next").asText());
                }
            }
            return 0;
        }
    }

    @Command(name = "get", mixinStandardHelpOptions = true, description = "Reads a run.")
    int get(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run) {
        try (Server asked = server.open()) {
            JsonNode found = asked.send(Request.get("v1", "tenants", server.tenant(), "runs", run))
                    .body();
            if (output.isJson()) {
                output.result(found);
            } else {
                output.result(RunReport.one(found));
            }
            return 0;
        }
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = {"Follows a run to its end.", "Exit code 1: it faulted or was cancelled."})
    int watch(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run) {
        try (Server asked = server.open()) {
            return new RunWatch(asked, output, server.tenant(), run).follow();
        }
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels a run.")
    int cancel(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run,
            @Mixin Reason reason) {
        return act(server, output, run, "cancel", reason.body());
    }

    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "Suspends a run: it begins no new task until it is resumed.")
    int suspend(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run,
            @Mixin Reason reason) {
        return act(server, output, run, "suspend", reason.body());
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Resumes a suspended run.")
    int resume(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run,
            @Mixin Reason reason) {
        return act(server, output, run, "resume", reason.body());
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Goes on with a run that faulted, with the task that failed if nothing else is said.")
    int retry(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = RUN) String run,
            @Option(names = "--from", paramLabel = "TASK", description = "Name or pointer of the task to begin with.")
                    @Nullable
                    String from,
            @Option(
                            names = {"-i", "--input"},
                            paramLabel = "JSON|@FILE",
                            description = "Input of that task; what it had if not said.")
                    @Nullable
                    String input,
            @Option(
                            names = "--of-version",
                            paramLabel = "VERSION",
                            description = "Version or alias to go on with; the one it had if not said.")
                    @Nullable
                    String version) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (from != null) {
            body.put("from", from);
        }
        if (input != null) {
            body.set("input", Document.json("--input", input).tree());
        }
        if (version != null) {
            body.put("version", version);
        }
        return act(server, output, run, "retry", body);
    }

    private static int act(ServerOptions server, Output output, String run, String action, ObjectNode body) {
        try (Server asked = server.open()) {
            JsonNode taken = asked.send(Request.post("v1", "tenants", server.tenant(), "runs", run, action)
                            .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8)))
                    .body();
            if (output.isJson()) {
                output.result(taken);
            } else {
                output.result("The run is " + taken.path("status").asText() + " now.");
            }
            return 0;
        }
    }

    /** Why somebody controls a run. */
    static final class Reason {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the audit.")
        private @Nullable String reason;

        private ObjectNode body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            return reason == null ? body : body.put("reason", reason);
        }
    }
}
