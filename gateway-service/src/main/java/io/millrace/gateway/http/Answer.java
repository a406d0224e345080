package io.millrace.gateway.http;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.resource.Page;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.gateway.resource.Precondition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms that answers share, and what requests share to ask for them. */
public final class Answer {
    private Answer() {}

    /** A JSON value. */
    public static Mono<ServerResponse> json(HttpStatus status, JsonNode value) {
        return json(ServerResponse.status(status), Json.bytes(value));
    }

    /** A JSON text. */
    public static Mono<ServerResponse> json(ServerResponse.BodyBuilder answer, byte[] value) {
        return answer.contentType(MediaType.APPLICATION_JSON).bodyValue(value);
    }

    /** A resource in the state that its entity tag names. */
    public static Mono<ServerResponse> resource(HttpStatus status, String etag, JsonNode value) {
        return json(ServerResponse.status(status).eTag(etag), Json.bytes(value));
    }

    /** A resource that was made, and where it is. */
    public static Mono<ServerResponse> created(String location, String etag, JsonNode value) {
        return json(ServerResponse.created(URI.create(location)).eTag(etag), Json.bytes(value));
    }

    /** Nothing more to be said. */
    public static Mono<ServerResponse> done() {
        return ServerResponse.noContent().build();
    }

    /** Part of a list: {@code {"items": […], "next": cursor or null}}. */
    public static <T> Mono<ServerResponse> list(Page<T> page, Function<T, ObjectNode> write) {
        ObjectNode list = Json.object();
        ArrayNode items = list.putArray("items");
        page.items().forEach(item -> items.add(write.apply(item)));
        String next = page.next();
        list.put("next", next == null ? null : PageRequest.cursor(next));
        return json(HttpStatus.OK, list);
    }

    /** The part of a list that a request asks for. */
    public static PageRequest page(ServerRequest request) {
        return PageRequest.of(
                request.queryParam("limit").orElse(null),
                request.queryParam("cursor").orElse(null));
    }

    /** What a request requires of the resource it changes. */
    public static Precondition precondition(ServerRequest request) {
        return new Precondition(
                request.headers().firstHeader(HttpHeaders.IF_MATCH),
                request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH));
    }

    /** Whether a query parameter such as {@code dryRun} is on: present with no value or with {@code true}. */
    public static boolean flag(ServerRequest request, String name) {
        return request.queryParam(name)
                .filter(value -> value.isEmpty() || value.equals("true"))
                .isPresent();
    }

    /** A path of segments, each escaped. */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8));
        }
        return path.toString();
    }
}
