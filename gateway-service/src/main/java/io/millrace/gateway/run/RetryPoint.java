package io.millrace.gateway.run;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a retry begins, and with what.
 *
 * @param from JSON pointer of the task; null = the one that failed
 * @param input its raw input as JSON text, or a claim on it; null = what it had
 * @param context {@code $context} as JSON text, or a claim on it; null = what it was at the end
 */
public record RetryPoint(
        @Nullable String from,
        @Nullable String input,
        @Nullable String context) {

    /** The task that failed, with the input that the request gives or that it had. */
    public static RetryPoint failed(RetryRequest request) {
        return new RetryPoint(null, request.input(), null);
    }

    /**
     * Finds the task that a request names among those that the history knows.
     *
     * @param history answer of audit-service: {@code {"points": [{pointer, failed, input, context}, …]}}, the last two as
     *     texts of a record: JSON, or a claim on it
     * @throws Refused as invalid when a name fits no task, or several
     */
    public static RetryPoint find(RetryRequest request, JsonNode history) {
        List<JsonNode> points = new ArrayList<>();
        history.path("points").forEach(points::add);
        if (points.size() == 1) {
            return of(request, points.getFirst());
        }
        if (points.isEmpty() && request.byPointer()) {
            return new RetryPoint(request.from(), request.input(), null);
        }
        String detail = points.isEmpty()
                ? "no task of this name began in the run: see its history"
                : "is the name of several tasks; name one by its pointer: "
                        + points.stream()
                                .map(point -> point.path("pointer").stringValue(""))
                                .collect(Collectors.joining(", "));
        throw Refused.invalid("The run cannot be retried from there: from " + detail + ".", Flaw.at("/from", detail));
    }

    private static RetryPoint of(RetryRequest request, JsonNode point) {
        String pointer = point.path("pointer").stringValue("");
        // The engine itself has kept what the failed task had.
        return point.path("failed").booleanValue(false)
                ? new RetryPoint(pointer, request.input(), null)
                : new RetryPoint(
                        pointer,
                        request.input() == null ? text(point, "input") : request.input(),
                        text(point, "context"));
    }

    private static @Nullable String text(JsonNode point, String field) {
        return point.path(field).stringValue(null);
    }
}
