package io.millrace.gateway.http;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of RFC 9457.
 *
 * @param status HTTP status
 * @param detail what happened this time
 * @param flaws everything that is wrong with the document that was sent
 * @param headers that belong to the status
 */
record Problem(HttpStatus status, String detail, List<Flaw> flaws, HttpHeaders headers) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:millrace:problem:";

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of(), new HttpHeaders());
    }

    static Problem of(Refusal refusal) {
        String detail = refusal.detail();
        return switch (refusal) {
            case Refusal.Malformed malformed ->
                of(HttpStatus.BAD_REQUEST, detail).withFlaws(malformed.flaws());
            case Refusal.Unauthenticated _ ->
                of(HttpStatus.UNAUTHORIZED, detail).with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"millrace\"");
            case Refusal.Forbidden _ -> of(HttpStatus.FORBIDDEN, detail);
            case Refusal.Missing _ -> of(HttpStatus.NOT_FOUND, detail);
            case Refusal.WrongMethod wrong ->
                of(HttpStatus.METHOD_NOT_ALLOWED, detail)
                        .with(
                                HttpHeaders.ALLOW,
                                String.join(
                                        ", ", wrong.allowed().stream().sorted().toList()));
            case Refusal.Slow _ -> of(HttpStatus.REQUEST_TIMEOUT, detail);
            case Refusal.Conflict _ -> of(HttpStatus.CONFLICT, detail);
            case Refusal.Stale _ -> of(HttpStatus.PRECONDITION_FAILED, detail);
            case Refusal.TooLarge _ -> of(HttpStatus.CONTENT_TOO_LARGE, detail);
            case Refusal.WrongMediaType _ -> of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
            case Refusal.Invalid invalid ->
                of(HttpStatus.UNPROCESSABLE_CONTENT, detail).withFlaws(invalid.flaws());
            case Refusal.TooFast fast ->
                of(HttpStatus.TOO_MANY_REQUESTS, detail).retryAfter(fast.retryAfter());
            case Refusal.Lost _ -> of(HttpStatus.BAD_GATEWAY, detail);
            case Refusal.Unavailable down ->
                of(HttpStatus.SERVICE_UNAVAILABLE, detail).retryAfter(down.retryAfter());
        };
    }

    /**
     * The body.
     *
     * @param instance the path of the request
     */
    byte[] body(String instance) {
        ObjectNode node = Json.object()
                .put(
                        "type",
                        TYPE_PREFIX + status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", status.getReasonPhrase())
                .put("status", status.value())
                .put("detail", detail)
                .put("instance", instance);
        if (!flaws.isEmpty()) {
            ArrayNode errors = node.putArray("errors");
            for (Flaw flaw : flaws) {
                ObjectNode error = errors.addObject().put("pointer", flaw.pointer());
                if (flaw.line() > 0) {
                    error.put("line", flaw.line()).put("column", flaw.column());
                }
                error.put("detail", flaw.detail());
            }
        }
        return Json.bytes(node);
    }

    private Problem withFlaws(List<Flaw> all) {
        return new Problem(status, detail, all, headers);
    }

    private Problem with(String name, String value) {
        headers.set(name, value);
        return this;
    }

    private Problem retryAfter(Duration duration) {
        // The header counts whole seconds; less than one would invite a storm.
        return with(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, duration.plusMillis(999).toSeconds())));
    }
}
