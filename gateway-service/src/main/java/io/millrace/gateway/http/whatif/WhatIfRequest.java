package io.millrace.gateway.http.whatif;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.WaitTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Which runs are to be compared, and how.
 *
 * @param tenant owner
 * @param workflow name of the workflow
 * @param from runs that started at or after it, ISO 8601, or null
 * @param to runs that started before it, or null
 * @param limit at most so many, 1 to 1,000, the latest first
 * @param cursor behind which run to go on, or null
 * @param matchArguments whether a recorded answer counts only for a task that asks with the same arguments
 * @param patience how long to compare before the answer says what was found by then
 */
record WhatIfRequest(
        String tenant,
        String workflow,
        @Nullable String from,
        @Nullable String to,
        int limit,
        @Nullable String cursor,
        boolean matchArguments,
        Duration patience) {
    static final int MOST_RUNS = 1_000;

    private static final int USUAL_RUNS = 100;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    static WhatIfRequest of(ServerRequest request) {
        Duration wait = WaitTime.parse(request.queryParam("wait").orElse(null));
        return new WhatIfRequest(
                request.pathVariable("tenant"),
                request.pathVariable("workflow"),
                time(request, "from"),
                time(request, "to"),
                limit(request.queryParam("limit").orElse("")),
                request.queryParam("cursor").filter(cursor -> !cursor.isEmpty()).orElse(null),
                !request.queryParam("matchArguments").orElse("true").equals("false"),
                wait.isZero() ? USUAL_PATIENCE : wait);
    }

    private static @Nullable String time(ServerRequest request, String name) {
        String text = request.queryParam(name).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            throw new Refused(
                    new Refusal.Malformed(
                            "The query parameter " + name + " must be a time such as 2026-11-20T10:00:00Z.", List.of()),
                    e);
        }
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return USUAL_RUNS;
        }
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_RUNS) {
            return Integer.parseInt(text);
        }
        throw Refused.malformed("The query parameter limit must be a number from 1 to " + MOST_RUNS + ".");
    }

    /** The query for a page of the runs, as audit-service takes it. */
    String query(int size, @Nullable String behind) {
        StringBuilder query = new StringBuilder("?limit=").append(size);
        add(query, "workflow", workflow);
        add(query, "from", from);
        add(query, "to", to);
        add(query, "cursor", behind);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
