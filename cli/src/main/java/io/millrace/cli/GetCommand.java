package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.Wording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads what was published. */
@Command(name = "get", mixinStandardHelpOptions = true, description = "Reads what was published.")
final class GetCommand {

    @Command(
            name = "workflow",
            mixinStandardHelpOptions = true,
            description = "Prints a workflow definition as it was sent.")
    int workflow(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "Name of the workflow.") String name,
            @Option(
                            names = "--of-version",
                            paramLabel = "VERSION",
                            description = "Version or alias; the stable or else the highest release if not said.")
                    @Nullable
                    String version) {
        try (Server asked = server.open()) {
            JsonNode found = asked.send(Request.get("v1", "tenants", server.tenant(), "workflows", name)
                            .with("version", version))
                    .body();
            if (output.isJson()) {
                output.result(found);
            } else {
                output.result(Wording.plain(found.path("source").asText()));
            }
            return 0;
        }
    }
}
