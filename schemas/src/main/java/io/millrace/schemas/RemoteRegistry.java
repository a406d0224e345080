package io.millrace.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.avro.Schema;

/** A Confluent-compatible registry over HTTP; what it once answered is kept. */
final class RemoteRegistry implements SchemaRegistry {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private record SubjectSchema(String subject, Schema schema) {}

    private final RegistrySettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Cache<SubjectSchema, Integer> ids =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final Cache<Integer, Schema> schemas =
            Caffeine.newBuilder().maximumSize(1_000).build();

    RemoteRegistry(RegistrySettings settings) {
        this.settings = settings;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ids.get(new SubjectSchema(subject, schema), key -> {
            String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
            String body =
                    json.createObjectNode().put("schema", schema.toString()).toString();
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .uri(URI.create(settings.url() + path + (settings.autoRegister() ? "/versions" : "")))
                    .header("Content-Type", MEDIA_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            return call(request, "schema " + schema.getFullName() + " for subject " + subject)
                    .path("id")
                    .asInt();
        });
    }

    @Override
    public Schema schemaOf(int id) {
        return schemas.get(id, key -> {
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .uri(URI.create(settings.url() + "/schemas/ids/" + id))
                    .GET();
            String text = call(request, "schema id " + id).path("schema").asText();
            return new Schema.Parser().parse(text);
        });
    }

    private JsonNode call(HttpRequest.Builder request, String what) {
        request.header("Accept", MEDIA_TYPE).timeout(TIMEOUT);
        if (settings.userInfo() != null) {
            byte[] user = settings.userInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw refused(what, response);
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new SchemaRegistryException(
                    "The schema registry at " + settings.url() + " did not answer for " + what + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException("Interrupted while asking the schema registry for " + what, e);
        }
    }

    private SchemaRegistryException refused(String what, HttpResponse<String> response) throws IOException {
        Map<Integer, String> advice = Map.of(
                401, "check " + RegistrySettings.USER_INFO,
                404, "register it, or set " + RegistrySettings.AUTO_REGISTER + "=true",
                409, "the new schema is incompatible with the registered versions");
        String body = response.body();
        String said = body.startsWith("{") ? json.readTree(body).path("message").asText(body) : body;
        int status = response.statusCode();
        return new SchemaRegistryException(
                "The schema registry at " + settings.url() + " answered " + status + " for " + what + ": " + said
                        + (advice.containsKey(status) ? " (" + advice.get(status) + ")" : ""),
                status >= 500);
    }
}
