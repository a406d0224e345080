package io.millrace.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface, used as anybody would use it. */
final class Door {
    static final String TENANT = "/v1/tenants/default";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI url;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    Door(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as JSON, missing when there is none
     */
    record Answer(int status, JsonNode body) {}

    /** Reads. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return well("GET " + path, send(with(path).GET().build()));
    }

    /** Creates or replaces a resource. */
    void put(String path, String contentType, String body) throws IOException, InterruptedException {
        well(
                "PUT " + path,
                send(with(path)
                        .header("Content-Type", contentType)
                        .PUT(BodyPublishers.ofString(body))
                        .build()));
    }

    /** Sends a webhook, which needs no key. */
    Answer hook(String path, byte[] body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    private HttpRequest.Builder with(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + key);
    }

    private static JsonNode well(String what, Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException(what + " was answered with " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            throw new IOException(request.method() + " " + request.uri() + " was not answered in " + PATIENCE, e);
        }
        JsonNode body = response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body);
    }
}
