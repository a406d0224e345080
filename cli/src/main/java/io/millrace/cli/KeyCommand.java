package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.Wording;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes keys. */
@Command(name = "key", mixinStandardHelpOptions = true, description = "Makes keys.")
final class KeyCommand {

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key of the tenant and prints it; it is shown this once.")
    int create(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "viewer, operator, editor, admin or platform-admin.")
                    String role,
            @Option(names = "--label", paramLabel = "TEXT", description = "What it is for.") @Nullable String label) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("role", role);
        if (label != null) {
            wanted.put("label", label);
        }
        try (Server asked = server.open()) {
            JsonNode made = asked.send(Request.post("v1", "tenants", server.tenant(), "keys")
                            .body("application/json", wanted.toString().getBytes(StandardCharsets.UTF_8)))
                    .body();
            if (output.isJson()) {
                output.result(made);
            } else {
                output.remark("The key " + made.path("id").asText() + " of role "
                        + made.path("role").asText() + " is made; it is shown this once:");
                output.result(Wording.plain(made.path("key").asText()));
            }
            return 0;
        }
    }
}
