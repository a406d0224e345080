package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.run.RunAction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Which runs are meant: the filter of the list of runs, by parameter.
 *
 * @param filter workflow, status, from, to and q, as far as they are given
 */
record RunSelection(Map<String, String> filter) {
    /** No action takes on more runs; the newest ones are taken. */
    static final int MOST = 10_000;

    private static final List<String> PARAMETERS = List.of("workflow", "status", "from", "to", "q");
    private static final int PAGE = 500;
    private static final int LONGEST_TEXT = 500;

    /**
     * The runs that were found.
     *
     * @param runs their ids, the newest first
     * @param more whether there are more than an action takes on
     */
    record Found(List<String> runs, boolean more) {}

    static RunSelection read(DocumentReader filter) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) {
            String value = filter.text(parameter, LONGEST_TEXT);
            if (value != null) {
                given.put(parameter, value);
            }
        }
        return new RunSelection(given);
    }

    /** Finds the runs with which the action can be done. */
    Mono<Found> find(Passage passage, ServerRequest request, Caller caller, RunAction action) {
        String tenant = request.pathVariable("tenant");
        List<String> found = new ArrayList<>();
        return page(passage, request, caller, tenant, null)
                .expand(page -> {
                    String next = page.path("next").stringValue(null);
                    return next == null || found.size() > MOST
                            ? Mono.empty()
                            : page(passage, request, caller, tenant, next);
                })
                .doOnNext(page -> page.path("items").forEach(run -> {
                    if (action.suits(run.path("status").stringValue(""))) {
                        found.add(run.path("id").stringValue(""));
                    }
                }))
                .then(Mono.fromSupplier(() ->
                        new Found(List.copyOf(found.subList(0, Math.min(MOST, found.size()))), found.size() > MOST)));
    }

    private Mono<JsonNode> page(
            Passage passage, ServerRequest request, Caller caller, String tenant, @Nullable String cursor) {
        StringBuilder question = new StringBuilder(Answer.path("v1", "tenants", tenant, "runs"))
                .append("?brief=true&limit=")
                .append(PAGE);
        filter.forEach((name, value) ->
                question.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        if (cursor != null) {
            question.append("&cursor=").append(URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        }
        return passage.askAboutTenant(request.exchange(), caller, tenant, question.toString());
    }
}
