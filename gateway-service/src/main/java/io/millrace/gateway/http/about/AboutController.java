package io.millrace.gateway.http.about;

import io.millrace.gateway.event.CloudEventReader;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.gateway.run.WaitTime;
import io.millrace.schemas.Topics;
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
import tools.jackson.databind.node.ObjectNode;

/** The description of the API, where Kafka is, and the limits. */
@Component
final class AboutController implements EndpointGroup {
    private static final String UNRELEASED = "development";

    private final byte[] description;
    private final ObjectNode about;

    AboutController(Topics topics, KafkaProperties kafka) throws IOException {
        try (InputStream resource = new ClassPathResource("openapi.json", AboutController.class).getInputStream()) {
            this.description = resource.readAllBytes();
        }
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
                new Endpoint.Guarded(HttpMethod.GET, "/v1/info", Role.VIEWER, this::about),
                new Endpoint.Guarded(HttpMethod.GET, "/v1/limits", Role.VIEWER, this::limits));
    }

    private Mono<ServerResponse> describe(ServerRequest request) {
        return Answer.json(ServerResponse.ok(), description);
    }

    private Mono<ServerResponse> about(ServerRequest request, Caller caller) {
        return Answer.json(HttpStatus.OK, about);
    }

    private Mono<ServerResponse> limits(ServerRequest request, Caller caller) {
        return Answer.json(
                HttpStatus.OK,
                Json.object()
                        .put("bodyBytes", RequestBody.LARGEST)
                        .put("definitionBytes", RequestBody.LARGEST)
                        .put("runInputBytes", RequestBody.LARGEST_RUN_INPUT)
                        .put("eventDataBytes", CloudEventReader.LARGEST_DATA)
                        .put("eventsPerRequest", CloudEventReader.LARGEST_BATCH)
                        .put("jsonDepth", Json.DEEPEST)
                        .put("listItems", PageRequest.LARGEST)
                        .put("waitSeconds", WaitTime.LONGEST.toSeconds()));
    }
}
