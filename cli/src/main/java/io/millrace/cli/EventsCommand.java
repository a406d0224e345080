package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends events. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Sends events.")
final class EventsCommand {

    @Command(name = "send", mixinStandardHelpOptions = true, description = "Sends one CloudEvent.")
    int send(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(
                            names = "--type",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Type, such as com.example.order.placed.")
                    String type,
            @Option(
                            names = "--source",
                            paramLabel = "URI",
                            required = true,
                            description = "Where it happened, such as /shop.")
                    String source,
            @Option(names = "--id", paramLabel = "TEXT", description = "Id; a random one if not said.") @Nullable
                    String id,
            @Option(names = "--subject", paramLabel = "TEXT", description = "What it is about.") @Nullable
                    String subject,
            @Option(
                            names = {"-d", "--data"},
                            paramLabel = "JSON|@FILE",
                            description = "What happened; none if not said.")
                    @Nullable
                    String data) {
        String identity = id == null ? UUID.randomUUID().toString() : id;
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0")
                .put("id", identity)
                .put("source", source)
                .put("type", type);
        if (subject != null) {
            event.put("subject", subject);
        }
        if (data != null) {
            event.put("datacontenttype", "application/json")
                    .set("data", Document.json("--data", data).tree());
        }
        try (Server asked = server.open()) {
            JsonNode taken = asked.send(Request.post("v1", "tenants", server.tenant(), "events")
                            .body(
                                    "application/cloudevents+json",
                                    event.toString().getBytes(StandardCharsets.UTF_8)))
                    .body();
            if (output.isJson()) {
                output.result(taken);
            } else {
                output.remark("The event is accepted; its id:");
                output.result(identity);
            }
            return 0;
        }
    }
}
