package io.millrace.executor.http;

import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a callee says about its refusal, when it says it as problem details (RFC 9457). */
final class CalleeProblem {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DETAIL = 2_000;

    private CalleeProblem() {}

    /**
     * An error with the callee's own title, and its detail behind what is known here; the error as it is when the callee
     * does not say more. A workflow catches by the title what one callee has several of.
     *
     * @param type media type of the answer, or null
     */
    static StepError into(StepError error, @Nullable MediaType type, byte[] body) {
        if (type == null || !type.equalsTypeAndSubtype(MediaType.APPLICATION_PROBLEM_JSON)) {
            return error;
        }
        JsonNode problem = read(body);
        String title = text(problem.path("title"), LONGEST_TITLE);
        String detail = text(problem.path("detail"), LONGEST_DETAIL);
        return new StepError(
                error.type(),
                error.status(),
                title.isEmpty() ? error.title() : title,
                detail.isEmpty() ? error.detail() : error.detail() + ": " + detail);
    }

    private static JsonNode read(byte[] body) {
        try {
            return StepJson.MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode value, int longest) {
        String text = value.stringValue("");
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
