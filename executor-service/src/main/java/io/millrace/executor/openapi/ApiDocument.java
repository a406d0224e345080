package io.millrace.executor.openapi;

import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.DocumentText;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document of OpenAPI 3.0 or 3.1 or of Swagger 2.0.
 *
 * @param uri where it came from
 * @param root the whole document
 * @param operations by operation id
 */
record ApiDocument(URI uri, ObjectNode root, Map<String, Found> operations) {
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final int MOST_REFERENCES = 20;
    private static final int MOST_NAMES = 20;

    /**
     * An operation within its document.
     *
     * @param method in upper case
     * @param template the path it stands under
     * @param path what stands under that path
     * @param operation the operation itself
     */
    record Found(String method, String template, JsonNode path, JsonNode operation) {}

    /**
     * Reads a document.
     *
     * @throws RefusedException when it is none, or of a version that is not known
     */
    static ApiDocument read(Document document) {
        ObjectNode root = DocumentText.object(document);
        String version = root.path("swagger").asString(root.path("openapi").asString(""));
        if (!version.equals("2.0") && !version.startsWith("3.0") && !version.startsWith("3.1")) {
            throw refused("The document at " + document.named() + " is not OpenAPI 3.0 or 3.1 nor Swagger 2.0");
        }
        ApiDocument api = new ApiDocument(document.uri(), root, new LinkedHashMap<>());
        root.path("paths").properties().forEach(path -> api.index(path.getKey(), api.resolved(path.getValue())));
        return api;
    }

    private void index(String template, JsonNode path) {
        for (String method : METHODS) {
            JsonNode operation = path.path(method);
            String id = operation.path("operationId").asString("");
            if (!id.isEmpty()) {
                operations.putIfAbsent(id, new Found(method.toUpperCase(Locale.ROOT), template, path, operation));
            }
        }
    }

    boolean isSwagger() {
        return root.has("swagger");
    }

    /**
     * An operation.
     *
     * @throws RefusedException when there is none of this id
     */
    Found operation(String id) {
        Found found = operations.get(id);
        if (found == null) {
            List<String> some = operations.keySet().stream().limit(MOST_NAMES).toList();
            throw refused("The OpenAPI document has no operation '" + shortened(id) + "'; it has " + some
                    + (operations.size() > MOST_NAMES ? " and " + (operations.size() - MOST_NAMES) + " more" : ""));
        }
        return found;
    }

    /**
     * What a reference within the document stands for, or the node itself when it is no reference.
     *
     * @throws RefusedException when it leads nowhere, elsewhere, or in a circle
     */
    JsonNode resolved(JsonNode node) {
        JsonNode current = node;
        for (int i = 0; i < MOST_REFERENCES; i++) {
            JsonNode reference = current.path("$ref");
            if (!reference.isString()) {
                return current;
            }
            String text = reference.stringValue();
            JsonNode target = text.startsWith("#/") ? at(text.substring(1)) : MissingNode.getInstance();
            if (target.isMissingNode()) {
                throw refused("The OpenAPI document refers to '" + shortened(text)
                        + "', which is not in it; references to other documents are not followed");
            }
            current = target;
        }
        throw refused("The OpenAPI document refers in a circle, or over more than " + MOST_REFERENCES + " steps");
    }

    private JsonNode at(String pointer) {
        try {
            return root.at(JsonPointer.compile(URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notAPointer) {
            return MissingNode.getInstance();
        }
    }

    static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }

    static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
