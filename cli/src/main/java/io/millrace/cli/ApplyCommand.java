package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.http.Answer;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes a definition under the name that it gives itself. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Publishes a workflow definition, YAML or JSON, under its document.name.")
final class ApplyCommand implements Callable<Integer> {

    private static final int CREATED = 201;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final Output output = new Output();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The definition.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Check it only.")
    private boolean dryRun;

    @Option(
            names = "--auto-version",
            description = "Publish it under the next patch number when its version has other content already.")
    private boolean autoVersion;

    @Override
    public Integer call() {
        Document definition = Document.read(MillraceApplication.given(file));
        String name = definition.workflow();
        try (Server asked = server.open()) {
            Answer answer = asked.send(Request.put("v1", "tenants", server.tenant(), "workflows", name)
                    .with("dryRun", dryRun ? true : null)
                    .with("autoVersion", autoVersion ? true : null)
                    .body(definition.mediaType(), definition.bytes())
                    .called(definition.name()));
            if (output.isJson()) {
                output.result(answer.body());
            } else {
                output.result(sentence(answer));
            }
            return 0;
        }
    }

    private String sentence(Answer answer) {
        JsonNode published = answer.body();
        String what = published.path("name").asText() + " "
                + published.path("version").asText();
        if (dryRun) {
            return what + ": nothing is wrong with it. It was not published.";
        }
        return what + (answer.status() == CREATED ? ": published." : ": was published with this content before.");
    }
}
