package io.millrace.gateway.http.about;

import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.schemas.BuiltinRegistry;
import io.millrace.schemas.BuiltinRegistry.RegisteredSchema;
import io.millrace.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The schemas that come with Millrace, in the form of Confluent's registry, so that any client of such a registry can
 * read the topics.
 */
@Component
@EnableConfigurationProperties(AboutProperties.class)
final class SchemaController implements EndpointGroup {
    private static final MediaType MEDIA_TYPE = MediaType.parseMediaType("application/vnd.schemaregistry.v1+json");
    private static final String LATEST = "latest";

    private final String topicPrefix;
    private final boolean open;

    SchemaController(Topics topics, AboutProperties properties) {
        this.topicPrefix = topics.prefix();
        this.open = properties.publicSchemas();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                read("/schemas/ids/{id}", this::byId),
                read("/subjects", this::subjects),
                read("/subjects/{subject}/versions", this::versions),
                read("/subjects/{subject}/versions/{version}", this::version));
    }

    private Endpoint read(String path, Function<ServerRequest, JsonNode> find) {
        return open
                ? new Endpoint.Open(HttpMethod.GET, path, request -> answer(find, request))
                : new Endpoint.Guarded(HttpMethod.GET, path, Role.VIEWER, (request, caller) -> answer(find, request));
    }

    private static Mono<ServerResponse> answer(Function<ServerRequest, JsonNode> find, ServerRequest request) {
        return ServerResponse.ok().contentType(MEDIA_TYPE).bodyValue(Json.bytes(find.apply(request)));
    }

    private JsonNode byId(ServerRequest request) {
        String id = request.pathVariable("id");
        return BuiltinRegistry.INSTANCE.registered().stream()
                .filter(schema -> Integer.toString(schema.id()).equals(id))
                .findFirst()
                .map(schema -> Json.object().put("schema", schema.schema().toString()))
                .orElseThrow(() -> Refused.missing("There is no schema of id " + id + "."));
    }

    private JsonNode subjects(ServerRequest request) {
        ArrayNode subjects = Json.array();
        BuiltinRegistry.INSTANCE.registered().stream()
                .map(this::subject)
                .distinct()
                .sorted()
                .forEach(subjects::add);
        return subjects;
    }

    private JsonNode versions(ServerRequest request) {
        ArrayNode versions = Json.array();
        all(request).keySet().forEach(versions::add);
        return versions;
    }

    private JsonNode version(ServerRequest request) {
        String version = request.pathVariable("version");
        NavigableMap<Integer, RegisteredSchema> all = all(request);
        RegisteredSchema schema = version.equals(LATEST)
                ? all.lastEntry().getValue()
                : all.entrySet().stream()
                        .filter(entry -> entry.getKey().toString().equals(version))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> Refused.missing("The subject has no version " + version + "."));
        return Json.object()
                .put("subject", subject(schema))
                .put("version", schema.version())
                .put("id", schema.id())
                .put("schema", schema.schema().toString());
    }

    private NavigableMap<Integer, RegisteredSchema> all(ServerRequest request) {
        String subject = request.pathVariable("subject");
        NavigableMap<Integer, RegisteredSchema> versions = new TreeMap<>();
        BuiltinRegistry.INSTANCE.registered().stream()
                .filter(schema -> subject(schema).equals(subject))
                .forEach(schema -> versions.put(schema.version(), schema));
        if (versions.isEmpty()) {
            throw Refused.missing("There is no subject of that name: see /subjects.");
        }
        return versions;
    }

    private String subject(RegisteredSchema schema) {
        return topicPrefix + schema.topic() + "-value";
    }
}
