package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.millrace.workflow.expression.RegularExpressions;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the JSON schemas of a definition (draft 2020-12). A schema must be self-contained and finite: it refers only
 * to parts of itself, never in a circle, and its regular expressions take linear time. So validation neither reaches
 * outside nor runs longer than the schema times the data.
 */
final class Shapes {

    private static final int LARGEST = 2_000;
    private static final int MOST_VIOLATIONS = 20;

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(regex -> {
                                var pattern = RegularExpressions.compile(regex, 0);
                                return text -> pattern.matcher(text).find();
                            })
                            .build()));

    private static final Schema META_SCHEMA =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private Shapes() {}

    /** Compiles the {@code schema} property of an input, output or export; {@code null} if it is wrong. */
    static @Nullable Shape read(Part part) {
        if (!part.isObject("A schema")) {
            return null;
        }
        part.allow("a schema", List.of("format", "document", "resource"));
        part.get("format").ifPresent(format -> {
            String name = format.text("The format of a schema").orElse("json");
            if (!name.equals("json") && !name.startsWith("json:")) {
                format.problem(
                        "The schema format `" + name + "` is not supported by this version of Millrace; use `json`.");
            }
        });
        Optional<Part> resource = part.get("resource");
        if (resource.isPresent()) {
            resource.get()
                    .problem(
                            part.has("document")
                                    ? "A schema has either `document` or `resource`."
                                    : "The schema is not part of the definition. What `resource` refers to is put under"
                                            + " `document` when a definition is published; publish it through the"
                                            + " gateway.");
            return null;
        }
        return part.required("document", "A schema")
                .filter(document -> document.isObject("The document of a schema"))
                .map(Shapes::compile)
                .orElse(null);
    }

    private static @Nullable Shape compile(Part document) {
        if (!new Expansion(document).isFinite()) {
            return null;
        }
        List<Error> errors = META_SCHEMA.validate(document.node());
        if (!errors.isEmpty()) {
            errors.forEach(error -> document.problems()
                    .add(
                            document.pointer() + error.getInstanceLocation(),
                            "This is not a JSON schema: " + error.getMessage() + "."));
            return null;
        }
        try {
            Schema schema = REGISTRY.getSchema(document.node());
            schema.initializeValidators();
            return value -> schema.validate(value).stream()
                    .limit(MOST_VIOLATIONS)
                    .map(error -> {
                        String place = error.getInstanceLocation().toString();
                        return (place.isEmpty() ? "the value" : place) + ": " + error.getMessage();
                    })
                    .toList();
        } catch (RuntimeException invalid) {
            // The library wraps what our own factory of regular expressions throws.
            String reason =
                    invalid.getCause() instanceof ExpressionException regex ? regex.getMessage() : invalid.getMessage();
            document.problem("This is not a JSON schema: " + reason);
            return null;
        }
    }

    /** Follows every reference of a schema, counting what there is to check. */
    private static final class Expansion {

        private static final Set<String> UNBOUNDED =
                Set.of("$dynamicRef", "$recursiveRef", "$id", "$anchor", "$dynamicAnchor");

        private final Part document;
        private final Set<String> open = new HashSet<>();
        private int size;

        Expansion(Part document) {
            this.document = document;
        }

        boolean isFinite() {
            return follow(document.node());
        }

        private boolean follow(JsonNode schema) {
            if (++size > LARGEST) {
                document.problem("The schema has more than " + LARGEST + " parts when its references are written out.");
                return false;
            }
            for (Map.Entry<String, JsonNode> property : schema.properties()) {
                String name = property.getKey();
                JsonNode value = property.getValue();
                if (name.equals("$ref") && value.isTextual()) {
                    if (!refer(value.textValue())) {
                        return false;
                    }
                } else if (UNBOUNDED.contains(name) && value.isTextual()) {
                    document.problem(
                            "`" + name + "` in a schema is not supported; refer with `$ref: \"#/$defs/...\"`.");
                    return false;
                } else if (!followAll(value)) {
                    return false;
                }
            }
            return true;
        }

        private boolean followAll(JsonNode value) {
            if (value.isObject()) {
                return follow(value);
            }
            for (JsonNode element : value) {
                if (!followAll(element)) {
                    return false;
                }
            }
            return true;
        }

        private boolean refer(String reference) {
            JsonNode target = reference.startsWith("#/") ? document.node().at(reference.substring(1)) : null;
            if (target == null || target.isMissingNode()) {
                document.problem("The reference `" + reference + "` points at nothing within the schema; only"
                        + " references such as `#/$defs/name` are supported.");
                return false;
            }
            if (!open.add(reference)) {
                document.problem(
                        "The schema refers to itself through `" + reference + "`; such schemas are not supported.");
                return false;
            }
            boolean finite = follow(target);
            open.remove(reference);
            return finite;
        }
    }
}
