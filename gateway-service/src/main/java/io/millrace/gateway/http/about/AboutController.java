package io.millrace.gateway.http.about;

import io.millrace.gateway.event.CloudEventReader;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.linking.Linker;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.gateway.run.WaitTime;
import io.millrace.schemas.Installation;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.ValueLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API, where Kafka is, and the limits. */
@Component
final class AboutController implements EndpointGroup {
    private static final String UNRELEASED = "development";

    private final byte[] description;
    private final byte[] language;
    private final ObjectNode about;
    private final ObjectNode limits;

    AboutController(Topics topics, KafkaProperties kafka, Installation installation) throws IOException {
        this.limits = limits(installation.limits());
        this.description = resource("openapi.json");
        this.language = resource("workflow.schema.json");
        String version = AboutController.class.getPackage().getImplementationVersion();
        this.about = Json.object()
                .put("version", version == null ? UNRELEASED : version)
                .put("kafka", String.join(",", kafka.getBootstrapServers()))
                .put("topicPrefix", topics.prefix());
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Open(HttpMethod.GET, "/v1/openapi.json", this::describe),
                new Endpoint.Open(HttpMethod.GET, "/v1/schemas/workflow.json", this::language),
                new Endpoint.Guarded(HttpMethod.GET, "/v1/info", Role.VIEWER, this::about),
                new Endpoint.Guarded(HttpMethod.GET, "/v1/limits", Role.VIEWER, this::limits));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = new ClassPathResource(name, AboutController.class).getInputStream()) {
            return resource.readAllBytes();
        }
    }

    private Mono<ServerResponse> language(ServerRequest request) {
        return Answer.json(ServerResponse.ok(), language);
    }

    private Mono<ServerResponse> describe(ServerRequest request) {
        return Answer.json(ServerResponse.ok(), description);
    }

    private Mono<ServerResponse> about(ServerRequest request, Caller caller) {
        return Answer.json(HttpStatus.OK, about);
    }

    private Mono<ServerResponse> limits(ServerRequest request, Caller caller) {
        return Answer.json(HttpStatus.OK, limits);
    }

    private static ObjectNode limits(ValueLimits values) {
        ArrayNode items = Json.array();
        bytes(items, "bodyBytes", RequestBody.LARGEST);
        bytes(items, "definitionBytes", RequestBody.LARGEST);
        bytes(items, "linkedDocumentBytes", Linker.LARGEST_DOCUMENT);
        limit(items, "linkedDocuments", Linker.MOST_DOCUMENTS, "documents");
        limit(items, "linkedDepth", Linker.DEEPEST, "levels");
        bytes(items, "commandBytes", RequestBody.LARGEST_COMMAND);
        bytes(items, "valueBytes", values.value());
        bytes(items, "inlineBytes", values.inline());
        bytes(items, "runBytes", values.run());
        bytes(items, "stateBytes", values.state());
        bytes(items, "eventBinaryBytes", CloudEventReader.LARGEST_BINARY);
        bytes(items, "eventDocumentBytes", CloudEventReader.LARGEST_DOCUMENT);
        limit(items, "eventsPerRequest", CloudEventReader.LARGEST_BATCH, "events");
        limit(items, "jsonDepth", Json.DEEPEST, "levels");
        limit(items, "listItems", PageRequest.LARGEST, "items");
        limit(items, "wait", WaitTime.LONGEST.toSeconds(), "seconds");
        ObjectNode limits = Json.object();
        limits.set("items", items);
        return limits;
    }

    private static void bytes(ArrayNode items, String name, long value) {
        limit(items, name, value, "bytes");
    }

    private static void limit(ArrayNode items, String name, long value, String unit) {
        items.addObject().put("name", name).put("value", value).put("unit", unit);
    }
}
