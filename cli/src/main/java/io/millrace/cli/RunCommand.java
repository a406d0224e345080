package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.RunReport;
import io.millrace.cli.report.Wording;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a run of a workflow and prints its id; with --wait its output.",
            "Exit code 1: it was refused, faulted or was cancelled."
        })
final class RunCommand implements Callable<Integer> {

    private static final String LONGEST = "60s";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "Name of the workflow.")
    private @Nullable String workflow;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "JSON|@FILE",
            description = "Input; an empty object if not said.")
    private @Nullable String input;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            arity = "0..1",
            fallbackValue = LONGEST,
            description = "Wait for the end so long, such as 500ms, 30s or 1m; at most a minute.")
    private @Nullable String wait;

    @Option(
            names = "--of-version",
            paramLabel = "VERSION",
            description = "Version or alias; the alias stable or else the highest release if not said.")
    private @Nullable String version;

    @Option(
            names = "--idempotency-key",
            paramLabel = "TEXT",
            description = "With the same text a run starts once, however often it is asked for.")
    private @Nullable String idempotencyKey;

    @Override
    public Integer call() {
        if (idempotencyKey != null && !idempotencyKey.matches("[!-~]{1,1000}")) {
            throw new BadInput("The idempotency key must be of printable ASCII characters without spaces.");
        }
        Request start = Request.post(
                        "v1", "tenants", server.tenant(), "workflows", MillraceApplication.given(workflow), "runs")
                .with("wait", wait)
                .with("version", version)
                .header("Idempotency-Key", idempotencyKey);
        if (wait != null) {
            start.patient(Duration.ofMinutes(1));
        }
        if (input != null) {
            Document document = Document.json("--input", input);
            start.body("application/json", document.bytes()).called(document.name());
        }
        try (Server asked = server.open()) {
            return tell(asked.send(start).body());
        }
    }

    private int tell(JsonNode run) {
        String id = run.path("id").asText();
        String status = run.path("status").asText();
        if (output.isJson()) {
            output.result(run);
        } else if (status.equals("completed")) {
            output.remark("The run " + id + " completed.");
            output.result(Wording.indented(run.path("output")));
        } else if (RunReport.isEnd(status)) {
            output.remark("The run " + id + " " + (status.equals("faulted") ? "faulted. " : "was cancelled. ")
                    + (run.hasNonNull("error") ? RunReport.error(run.path("error")) : ""));
        } else {
            output.remark("The run is " + status + ". Follow it with: millrace runs watch " + id);
            output.result(Wording.plain(id));
        }
        return RunReport.isFailure(status) ? 1 : 0;
    }
}
