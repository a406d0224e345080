package io.millrace.executor.outbound;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads documents that are written in JSON or YAML. */
public final class DocumentText {
    private static final int MOST_VALUES = 500_000;
    private static final int DEEPEST = 200;
    private static final int MOST_ALIASES = 1_000;

    private int values;

    private DocumentText() {}

    /**
     * Reads a document that must be an object.
     *
     * @throws RefusedException when it is not, or has more than 500,000 values, or is more than 200 levels deep
     */
    public static ObjectNode object(Document document) {
        String text = document.text();
        try {
            JsonNode read = text.stripLeading().startsWith("{")
                    ? StepJson.MAPPER.readTree(text)
                    : new DocumentText().node(yaml(text), 0);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException notJson) {
            throw refused(document, "is no JSON: " + notJson.getOriginalMessage());
        } catch (YamlEngineException | StackOverflowError notYaml) {
            throw refused(
                    document,
                    "is neither JSON nor YAML: "
                            + Objects.requireNonNullElse(notYaml.getMessage(), "it is nested too deeply"));
        }
        throw refused(document, "is not an object");
    }

    private static @Nullable Object yaml(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(text.length() + 1)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        return new Load(settings).loadFromString(text);
    }

    // An alias stands for the same object again: counted anew each time, so that few lines cannot become a large tree.
    private JsonNode node(@Nullable Object value, int depth) {
        if (++values > MOST_VALUES || depth > DEEPEST) {
            throw new YamlEngineException(
                    "it has more than " + MOST_VALUES + " values or is more than " + DEEPEST + " levels deep");
        }
        return switch (value) {
            case null -> JsonNodeFactory.instance.nullNode();
            case Map<?, ?> map -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                map.forEach((name, each) -> object.set(String.valueOf(name), node(each, depth + 1)));
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                list.forEach(each -> array.add(node(each, depth + 1)));
                yield array;
            }
            case String text -> JsonNodeFactory.instance.stringNode(text);
            case Boolean bool -> JsonNodeFactory.instance.booleanNode(bool);
            case Number number -> StepJson.MAPPER.valueToTree(number);
            default -> JsonNodeFactory.instance.stringNode(value.toString());
        };
    }

    private static RefusedException refused(Document document, String problem) {
        String text = "The document at " + document.named() + " " + problem;
        return new RefusedException(StepError.configuration(text.length() > 500 ? text.substring(0, 500) + "…" : text));
    }
}
