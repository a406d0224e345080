package io.millrace.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of the tenant {@code default}, as a user of Millrace would write one. */
final class Client {
    static final String TENANT = "/v1/tenants/default";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String key;

    Client(Installation installation) {
        this(installation.url(), installation.key());
    }

    Client(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** What could not be sent, or was not answered. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(IOException cause) {
            super(cause);
        }
    }

    Answer get(String path) {
        return send(path, "GET", "application/json", new byte[0], Map.of());
    }

    Answer put(String path, String json) {
        return send(path, "PUT", "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Answer putYaml(String path, String yaml) {
        return send(path, "PUT", "application/yaml", yaml.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Answer post(String path, String json) {
        return send(path, "POST", "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Answer send(String path, String method, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(70))
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(new IOException(e));
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        boolean isJson = response.headers()
                .firstValue("Content-Type")
                .map(type -> type.contains("json"))
                .orElse(false);
        return isJson && response.body().length > 0 ? JSON.readTree(response.body()) : JSON.missingNode();
    }
}
