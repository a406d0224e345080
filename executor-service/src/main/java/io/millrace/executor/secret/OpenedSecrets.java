package io.millrace.executor.secret;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.schemas.SecretReferences;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The secrets that one attempt uses, for as long as it lasts. */
final class OpenedSecrets implements SecretReferences.Values {
    private final Step step;
    private final Secrets secrets;
    private final Map<String, String> opened = new HashMap<>();
    private final Echoes.Builder echoes = new Echoes.Builder();

    OpenedSecrets(Step step, Secrets secrets) {
        this.step = step;
        this.secrets = secrets;
    }

    /**
     * The arguments of the step with values in the place of references.
     *
     * @throws RefusedException when a secret is missing or must not be used
     */
    String arguments() {
        try {
            JsonNode arguments = StepJson.MAPPER.readTree(step.arguments());
            return StepJson.MAPPER.writeValueAsString(Texts.changed(arguments, this::resolved));
        } catch (JacksonException notJson) {
            // What the parser says might quote the text.
            throw new RefusedException(StepError.configuration("The arguments of the step are no JSON"));
        } catch (IllegalArgumentException cut) {
            throw new RefusedException(StepError.configuration(cut.getMessage() + "; look at the task's expressions"));
        }
    }

    private String resolved(String text) {
        return SecretReferences.resolved(text, this);
    }

    /** What takes the values out again that were put in. */
    Echoes echoes() {
        return echoes.build();
    }

    @Override
    public String value(String secret, @Nullable String field) {
        if (!step.secrets().contains(secret)) {
            throw refused("The step must not use the secret '" + secret
                    + "', because its definition does not name it under use.secrets");
        }
        String whole = opened.computeIfAbsent(secret, this::open);
        if (field == null) {
            echoes.add(whole, SecretReferences.to(secret));
            return whole;
        }
        String value = field(secret, whole, field);
        echoes.add(value, SecretReferences.to(secret, field));
        return value;
    }

    private String open(String secret) {
        String value;
        try {
            value = secrets.value(step.tenant(), secret);
        } catch (IllegalStateException sealed) {
            throw refused("The secret '" + secret + "' does not open; put it again");
        }
        if (value == null) {
            throw refused("The tenant has no secret '" + secret + "'; put one of that name");
        }
        return value;
    }

    private static String field(String secret, String whole, String field) {
        JsonNode value;
        try {
            value = StepJson.MAPPER.readTree(whole).at("/" + field);
        } catch (JacksonException | IllegalArgumentException notJson) {
            throw refused("The secret '" + secret + "' is no JSON object, so it has no field '" + field + "'");
        }
        if (value.isMissingNode() || value.isNull()) {
            throw refused("The secret '" + secret + "' has no field '" + field + "'");
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(StepError.authorization(detail));
    }
}
