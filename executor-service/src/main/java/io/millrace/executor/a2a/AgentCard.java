package io.millrace.executor.a2a;

import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.DocumentText;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What an agent says about itself. */
final class AgentCard {
    private static final String JSON_RPC = "JSONRPC";

    private AgentCard() {}

    /**
     * Where the agent is spoken to by JSON-RPC.
     *
     * @throws RefusedException when it is not
     */
    static String endpoint(Document document) {
        JsonNode card = DocumentText.object(document);
        // Version 1.0 lists its interfaces; before, there was one address, and others beside it.
        Stream<JsonNode> listed = Stream.of("supportedInterfaces", "additionalInterfaces")
                .flatMap(name -> StreamSupport.stream(card.path(name).spliterator(), false))
                .filter(each -> each.path("protocolBinding")
                        .asString(each.path("transport").asString(""))
                        .equalsIgnoreCase(JSON_RPC));
        boolean main = card.path("preferredTransport").asString(JSON_RPC).equalsIgnoreCase(JSON_RPC);
        String url = Stream.concat(main ? Stream.of(card) : Stream.empty(), listed)
                .map(each -> each.path("url").asString(""))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow(() -> refused(
                        "The agent card at " + document.named() + " names no address at which it speaks JSON-RPC"));
        try {
            return document.uri().resolve(url).toString();
        } catch (IllegalArgumentException notAnAddress) {
            throw refused("The agent card at " + document.named() + " names an address that is none");
        }
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }
}
