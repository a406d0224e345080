package io.millrace.cli.http;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request, put together step by step. */
public final class Request {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(40);

    private final String method;
    private final String path;
    private final List<String> query = new ArrayList<>();
    private final Map<String, String> headers = new TreeMap<>();
    private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
    private @Nullable String document;
    private Duration patience = USUAL_PATIENCE;

    private Request(String method, String... segments) {
        this.method = method;
        StringBuilder joined = new StringBuilder();
        for (String segment : segments) {
            joined.append('/').append(escaped(segment));
        }
        this.path = joined.toString();
    }

    /** Reads what is at a path, given by its segments as they are before escaping. */
    public static Request get(String... segments) {
        return new Request("GET", segments);
    }

    /** Asks for something to be done. */
    public static Request post(String... segments) {
        return new Request("POST", segments);
    }

    /** Creates or replaces what is at a path. */
    public static Request put(String... segments) {
        return new Request("PUT", segments);
    }

    /** Adds a query parameter; null adds none. */
    public Request with(String name, @Nullable Object value) {
        if (value != null) {
            query.add(name + "=" + escaped(String.valueOf(value)));
        }
        return this;
    }

    /** Sets a header; null sets none. */
    public Request header(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** Sends a body. */
    public Request body(String contentType, byte[] content) {
        headers.put("Content-Type", contentType);
        body = HttpRequest.BodyPublishers.ofByteArray(content);
        return this;
    }

    /** Says what the body is called, so that a refusal can name the place in it. */
    public Request called(String name) {
        document = name;
        return this;
    }

    /** Waits so much longer for the answer to begin. */
    public Request patient(Duration longer) {
        patience = USUAL_PATIENCE.plus(longer);
        return this;
    }

    @Nullable
    String document() {
        return document;
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    HttpRequest.Builder onto(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        return request.timeout(patience).method(method, body);
    }

    // A segment of dots only would be taken for a step up the path.
    private static String escaped(String text) {
        String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return escaped.matches("\\.+") ? escaped.replace(".", "%2E") : escaped;
    }
}
