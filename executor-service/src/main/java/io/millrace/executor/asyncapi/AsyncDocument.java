package io.millrace.executor.asyncapi;

import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.DocumentText;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepArguments;
import io.millrace.executor.step.StepError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A document of AsyncAPI 2 or 3. */
final class AsyncDocument {
    private static final int MOST_REFERENCES = 20;
    private static final int LONGEST_ADDRESS = 2_000;

    private final ObjectNode root;
    private final boolean third;

    private AsyncDocument(ObjectNode root, boolean third) {
        this.root = root;
        this.third = third;
    }

    static AsyncDocument read(Document document) {
        ObjectNode root = DocumentText.object(document);
        String version = root.path("asyncapi").asString("");
        if (!version.startsWith("2.") && !version.startsWith("3.")) {
            throw refused("The document at " + document.named() + " is not AsyncAPI 2 or 3");
        }
        return new AsyncDocument(root, version.startsWith("3."));
    }

    /** A server by its name. */
    private record Server(String name, JsonNode node) {}

    /**
     * Where the messages of a step go or come from.
     *
     * @param arguments of the step
     */
    Channel channel(ObjectNode arguments) {
        JsonNode operation = MissingNode.getInstance();
        JsonNode channel;
        String address;
        if (third) {
            if (arguments.has("operation")) {
                operation = entry("operations", StepArguments.text(arguments, "operation"), "operation");
                channel = resolved(operation.path("channel"));
            } else {
                channel = entry("channels", StepArguments.text(arguments, "channel"), "channel");
            }
            address = withDefaults(channel.path("address").asString(""), channel.path("parameters"), "default");
        } else {
            address = arguments.has("channel")
                    ? StepArguments.text(arguments, "channel")
                    : owner(StepArguments.text(arguments, "operation"));
            channel = templated(address);
            operation = channel.path(arguments.has("message") ? "publish" : "subscribe");
        }
        if (address.isEmpty() || address.contains("{")) {
            throw refused("The channel's address '" + address + "' has a part in braces without a value, or is empty");
        }
        Server server = server(arguments, channel);
        JsonNode binding = channel.path("bindings").path("kafka").path("topic");
        return located(arguments, server, operation, binding.asString(address), json(operation, channel));
    }

    private Channel located(ObjectNode arguments, Server server, JsonNode operation, String address, boolean json) {
        String name = server.node().path("protocol").asString("");
        Protocol protocol = Protocol.named(name)
                .orElseThrow(() -> refused("The server '" + server.name() + "' speaks '" + name
                        + "', which this executor does not; it speaks kafka, mqtt (3.1.1) and http"));
        String text = third
                ? server.node().path("host").asString("")
                : server.node().path("url").asString("");
        String host = withVariables(text, server.node().path("variables"), arguments);
        // Several Kafka brokers may be listed; any of them knows the others.
        String first = host.contains(",") ? host.substring(0, host.indexOf(',')) : host;
        URI uri = uri(first.contains("://") ? first : name + "://" + first);
        boolean secure = Protocol.secure(name) || Protocol.secure(uri.getScheme());
        String path = third
                ? withVariables(
                        server.node().path("pathname").asString(""),
                        server.node().path("variables"),
                        arguments)
                : uri.getRawPath();
        return new Channel(
                protocol,
                secure,
                uri.getHost(),
                uri.getPort() >= 0 ? uri.getPort() : protocol.port(secure),
                path,
                address,
                operation.path("bindings").path("http").path("method").asString("POST"),
                json,
                arguments.path("authentication"));
    }

    private Server server(ObjectNode arguments, JsonNode channel) {
        List<Server> servers = servers(channel);
        if (arguments.has("server")) {
            String name = StepArguments.text(arguments.path("server"), "name");
            return servers.stream()
                    .filter(server -> server.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> refused("The channel has no server '" + name + "'; it has "
                            + servers.stream().map(Server::name).toList()));
        }
        String wanted = arguments.path("protocol").asString("");
        return servers.stream()
                .filter(server -> wanted.isEmpty() || speaks(server, wanted))
                .findFirst()
                .orElseThrow(() -> refused(
                        "The channel has no server" + (wanted.isEmpty() ? "" : " that speaks '" + wanted + "'")));
    }

    private static boolean speaks(Server server, String wanted) {
        String spoken = server.node().path("protocol").asString("");
        return spoken.equals(wanted)
                || (Protocol.named(wanted).isPresent() && Protocol.named(wanted).equals(Protocol.named(spoken)));
    }

    /** Those of the channel, or all. */
    private List<Server> servers(JsonNode channel) {
        List<Server> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : root.path("servers").properties()) {
            all.add(new Server(each.getKey(), resolved(each.getValue())));
        }
        JsonNode some = channel.path("servers");
        if (!some.isArray() || some.isEmpty()) {
            return all;
        }
        List<Server> named = new ArrayList<>();
        for (JsonNode each : some) {
            String reference =
                    each.isString() ? each.stringValue() : each.path("$ref").asString("");
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            all.stream().filter(server -> server.name().equals(name)).forEach(named::add);
        }
        return named;
    }

    private boolean json(JsonNode operation, JsonNode channel) {
        JsonNode message = third
                ? channel.path("messages").properties().stream()
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(MissingNode.getInstance())
                : operation.path("message");
        String type = resolved(message)
                .path("contentType")
                .asString(root.path("defaultContentType").asString("application/json"));
        return type.contains("json");
    }

    /** A channel of AsyncAPI 2 by its name, or by a name that fits it when its parameters have values. */
    private JsonNode templated(String name) {
        JsonNode channels = root.path("channels");
        if (channels.has(name)) {
            return resolved(channels.path(name));
        }
        for (Map.Entry<String, JsonNode> each : channels.properties()) {
            if (fits(each.getKey(), name)) {
                return resolved(each.getValue());
            }
        }
        throw refused("The AsyncAPI document has no channel '" + name + "'; it has " + channels.propertyNames());
    }

    /** Whether a name is a template with values in place of its parameters, none of which holds a slash. */
    private static boolean fits(String template, String name) {
        String[] wanted = template.split("/", -1);
        String[] given = name.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        return IntStream.range(0, wanted.length).allMatch(i -> segmentFits(wanted[i], given[i]));
    }

    private static boolean segmentFits(String template, String segment) {
        int from = template.indexOf('{');
        int to = template.lastIndexOf('}') + 1;
        if (from < 0 || to <= from) {
            return template.equals(segment);
        }
        String before = template.substring(0, from);
        String after = template.substring(to);
        return segment.length() > before.length() + after.length()
                && segment.startsWith(before)
                && segment.endsWith(after);
    }

    /** The name of the channel of AsyncAPI 2 that has an operation. */
    private String owner(String operationId) {
        for (Map.Entry<String, JsonNode> channel : root.path("channels").properties()) {
            for (String each : List.of("publish", "subscribe")) {
                JsonNode id = resolved(channel.getValue()).path(each).path("operationId");
                if (id.asString("").equals(operationId)) {
                    return channel.getKey();
                }
            }
        }
        throw refused("The AsyncAPI document has no operation '" + operationId + "'");
    }

    private JsonNode entry(String section, String name, String what) {
        JsonNode found = root.path(section).path(name);
        if (found.isMissingNode()) {
            throw refused("The AsyncAPI document has no " + what + " '" + name + "'; it has "
                    + root.path(section).propertyNames());
        }
        return resolved(found);
    }

    private static String withDefaults(String text, JsonNode parameters, String property) {
        String filled = checked(text);
        for (Map.Entry<String, JsonNode> each : parameters.properties()) {
            String value = each.getValue().path(property).asString("");
            filled = value.isEmpty() ? filled : checked(filled.replace("{" + each.getKey() + "}", value));
        }
        return filled;
    }

    private static String checked(String address) {
        if (address.length() > LONGEST_ADDRESS) {
            throw refused("The AsyncAPI document has an address of more than " + LONGEST_ADDRESS + " characters");
        }
        return address;
    }

    private static String withVariables(String text, JsonNode variables, ObjectNode arguments) {
        String filled = checked(text);
        for (Map.Entry<String, JsonNode> each :
                arguments.path("server").path("variables").properties()) {
            filled = checked(filled.replace("{" + each.getKey() + "}", Message.text(each.getValue())));
        }
        return withDefaults(filled, variables, "default");
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            throw refused("The AsyncAPI document names a server that is no address: " + notAnAddress.getReason());
        }
        throw refused("The AsyncAPI document names a server without a host, or with a user");
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode current = node;
        for (int i = 0; i < MOST_REFERENCES; i++) {
            JsonNode reference = current.path("$ref");
            if (!reference.isString()) {
                return current;
            }
            JsonNode target = at(reference.stringValue());
            if (target.isMissingNode()) {
                throw refused("The AsyncAPI document refers to what is not in it; references to other documents are"
                        + " not followed");
            }
            current = target;
        }
        throw refused("The AsyncAPI document refers in a circle, or over more than " + MOST_REFERENCES + " steps");
    }

    private JsonNode at(String reference) {
        try {
            return reference.startsWith("#/")
                    ? root.at(JsonPointer.compile(reference.substring(1)))
                    : MissingNode.getInstance();
        } catch (IllegalArgumentException notAPointer) {
            return MissingNode.getInstance();
        }
    }

    static RefusedException refused(String detail) {
        return new RefusedException(
                StepError.configuration(detail.length() > 500 ? detail.substring(0, 500) + "…" : detail));
    }
}
