package io.millrace.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.report.ExactJson;
import io.millrace.cli.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server of Millrace. It is asked with one key; redirections are not followed, so the key goes nowhere else. */
public final class Server implements AutoCloseable {

    /** The largest answer that is read, in bytes, and the longest event of a stream, in characters. */
    static final int LARGEST = 64 * 1024 * 1024;

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);
    /** Of a stream in which nothing happens, the server gives a sign of life every 15 seconds. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;
    private final String authorization;

    /**
     * A server. It is not asked yet.
     *
     * @param address with http or https and a host
     * @param key of printable characters without space
     */
    public Server(URI address, String key) {
        this.address = address;
        this.authorization = "Bearer " + key;
    }

    /**
     * Sends a request.
     *
     * @throws Refused when the server answers with a status other than 2xx
     * @throws NoAnswer when there is no answer, or none that is JSON
     */
    public Answer send(Request request) {
        HttpResponse<InputStream> response = exchange(request, "application/json");
        try (InputStream body = body(response)) {
            return new Answer(response.statusCode(), json(content(body)));
        } catch (IOException broken) {
            throw new NoAnswer(
                    "The answer of " + address + " broke off. Look what became of it, then try again.", broken);
        }
    }

    /**
     * Opens a stream of server-sent events.
     *
     * @throws Refused when the server answers with a status other than 2xx
     * @throws NoAnswer when there is no answer
     */
    public EventStream open(Request request) {
        return new EventStream(body(exchange(request, "text/event-stream")));
    }

    /** What a message of a stream holds. */
    static JsonNode json(String text) {
        try {
            return ExactJson.read(text);
        } catch (JsonProcessingException notJson) {
            throw new NoAnswer("The answer is not JSON: is this a server of Millrace?", notJson);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<InputStream> exchange(Request request, String accept) {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(address + request.target()))
                .header("Accept", accept)
                .header("Authorization", authorization);
        try {
            HttpResponse<InputStream> response =
                    http.send(request.onto(asked).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 200 && response.statusCode() < 300) {
                return response;
            }
            throw refused(request, response);
        } catch (HttpTimeoutException late) {
            throw new NoAnswer(address + " does not answer in time. Look what became of it, then try again.", late);
        } catch (ConnectException away) {
            throw new NoAnswer(
                    "Nobody answers at " + address + ". Start a server (./millrace up) or name one with --server.",
                    away);
        } catch (IOException broken) {
            throw new NoAnswer(
                    "The connection to " + address + " failed: " + broken.getMessage()
                            + ". Look what became of it, then try again.",
                    broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("Stopped before there was an answer.", stopped);
        }
    }

    private RuntimeException refused(Request request, HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = body(response)) {
            int status = response.statusCode();
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (status >= 400 && type.contains("json")) {
                return new Refused(
                        Problem.read(
                                status,
                                json(content(body)),
                                response.headers().firstValue("Retry-After").orElse(null)),
                        request.document());
            }
            return new NoAnswer(
                    address + " answers " + status
                            + " and not as Millrace does. Check --server, and what stands before the server.",
                    null);
        }
    }

    private static InputStream body(HttpResponse<InputStream> response) {
        return new ImpatientInput(response.body(), SILENCE);
    }

    private static String content(InputStream body) throws IOException {
        byte[] content = body.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new NoAnswer("The answer has more than " + LARGEST + " bytes. Ask for less.", null);
        }
        return new String(content, StandardCharsets.UTF_8);
    }
}
