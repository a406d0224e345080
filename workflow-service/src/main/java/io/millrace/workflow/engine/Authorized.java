package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.TaskHeader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code $authorization} shows of how a call says who makes it: the scheme, and that there is a parameter. */
final class Authorized {
    private static final Map<String, String> SCHEMES =
            Map.of("basic", "Basic", "bearer", "Bearer", "digest", "Digest", "oauth2", "Bearer", "oidc", "Bearer");
    private static final List<String> PLACES = List.of("/endpoint", "", "/server", "/service", "/document/endpoint");

    private Authorized() {}

    /**
     * The variable for a task.
     *
     * @return an object with {@code scheme} and {@code parameter}, which is masked: the engine does not know it; null
     *     for a task that does not say who makes it
     */
    static @Nullable JsonNode variable(Program program, TaskHeader task) {
        JsonNode called = task.definition();
        JsonNode use = program.definition().path("use");
        JsonNode declared = use.path("functions").path(called.path("call").asText());
        JsonNode with = (declared.isObject() ? declared : called).path("with");
        for (String place : PLACES) {
            JsonNode authentication = with.at(place).path("authentication");
            String name = authentication.path("use").asText();
            JsonNode policy = name.isEmpty()
                    ? authentication
                    : use.path("authentications").path(name);
            for (Map.Entry<String, String> scheme : SCHEMES.entrySet()) {
                if (policy.has(scheme.getKey())) {
                    return JsonNodeFactory.instance
                            .objectNode()
                            .put("scheme", scheme.getValue())
                            .put("parameter", SecretReferences.MASK);
                }
            }
        }
        return null;
    }
}
