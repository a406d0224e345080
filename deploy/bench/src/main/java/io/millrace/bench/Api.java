package io.millrace.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of a server, in the tenant {@code default}. Connections are kept open. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final String TENANT_PATH = "/v1/tenants/default";

    private final URI url;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Api(URI url, String key) {
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

    /** Publishes a workflow of the namespace {@code bench}, which may have been published before. */
    PublishedWorkflow publish(String definition) throws IOException, InterruptedException {
        String name = definition
                .lines()
                .filter(line -> line.strip().startsWith("name:"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElseThrow();
        Answer answer = send(request(TENANT_PATH + "/workflows/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(definition))
                .build());
        if (answer.status() / 100 != 2) {
            throw new IOException("The workflow " + name + " was refused: " + answer);
        }
        JsonNode body = answer.body();
        return new PublishedWorkflow(
                body.path("namespace").asString(),
                body.path("name").asString(),
                body.path("version").asString(),
                body.path("hash").asString());
    }

    /** What the names of the server's topics begin with. */
    String topicPrefix() throws IOException, InterruptedException {
        return send(request("/v1/info").GET().build())
                .body()
                .path("topicPrefix")
                .asString();
    }

    /** Starts a run and waits for its end, or not, when no time is given. */
    Answer start(String workflow, String input, String wait) throws IOException, InterruptedException {
        String query = wait.isEmpty() ? "" : "?wait=" + wait;
        return send(request(TENANT_PATH + "/workflows/" + workflow + "/runs" + query)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body);
    }
}
