package io.millrace.executor.grpc;

import static io.millrace.executor.grpc.ProtoText.refused;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepArguments;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a grpc step asks for.
 *
 * @param proto where the .proto file is: an object with endpoint
 * @param service full or simple name
 * @param method simple name
 * @param host name or address
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted
 * @param authentication how it says who makes it, as in the step's arguments; missing when it does not
 * @param messages what is sent, each as JSON
 */
record GrpcCall(
        JsonNode proto,
        String service,
        String method,
        String host,
        int port,
        boolean tls,
        JsonNode authentication,
        List<JsonNode> messages) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int GREATEST_PORT = 65_535;

    static GrpcCall read(Step step) {
        ObjectNode arguments = StepArguments.of(step);
        JsonNode service = arguments.path("service");
        JsonNode authentication = service.path("authentication");
        if (authentication.path("scheme").asString("").equals("digest")) {
            throw refused("A gRPC service has no way to ask for a digest, so the step cannot say who calls; use basic,"
                    + " bearer, oauth2 or oidc");
        }
        String given = StepArguments.text(service, "host");
        URI host = uri(given.contains("://") ? given : "grpc://" + given);
        String scheme = host.getScheme();
        int port = port(service.path("port"), host, scheme);
        return new GrpcCall(
                arguments.path("proto"),
                StepArguments.text(service, "name"),
                StepArguments.text(arguments, "method"),
                host.getHost(),
                port,
                scheme.equals("https") || (scheme.equals("grpc") && port == HTTPS),
                authentication,
                messages(arguments.path("arguments")));
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && List.of("grpc", "http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException notAHost) {
            throw refused("The host of the gRPC service is none: " + notAHost.getReason());
        }
        throw refused("The host of the gRPC service is none; write a name or an address, without user and path");
    }

    private static int port(JsonNode given, URI host, String scheme) {
        if (given.isMissingNode() || given.isNull()) {
            return host.getPort() >= 0 ? host.getPort() : scheme.equals("http") ? HTTP : HTTPS;
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToInt()
                || given.intValue() < 1
                || given.intValue() > GREATEST_PORT) {
            throw refused("The port of the gRPC service must be a number from 1 to " + GREATEST_PORT);
        }
        return given.intValue();
    }

    private static List<JsonNode> messages(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return List.of(JsonNodeFactory.instance.objectNode());
        }
        List<JsonNode> messages = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(messages::add);
        } else {
            messages.add(given);
        }
        return messages;
    }

    /** Host and port, by which callees are told apart. */
    String callee() {
        return host + ":" + port;
    }

    String named() {
        return service + "/" + method + " at " + callee();
    }
}
