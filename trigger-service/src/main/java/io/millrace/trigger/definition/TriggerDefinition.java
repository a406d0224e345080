package io.millrace.trigger.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of a webhook trigger's definition, a JSON object:
 *
 * <ul>
 *   <li>{@code type}: {@code webhook}
 *   <li>{@code description}: text, optional
 *   <li>{@code authentication}: required; {@code scheme} is {@code github}, {@code stripe}, {@code slack},
 *       {@code standard}, {@code token} or {@code none}; {@code secret} names a secret of the tenant, required except
 *       for {@code none}, where it is refused; {@code toleranceSeconds} (1 to 3600, default 300) for {@code stripe},
 *       {@code slack} and {@code standard}; {@code header} for {@code token} when the token is not in
 *       {@code Authorization: Bearer}
 *   <li>{@code target}: required; either {@code workflow}, a name of lower-case letters, digits and hyphens, or
 *       {@code event}, a CloudEvents type outside {@code io.millrace.}
 *   <li>{@code methods}: some of GET, POST, PUT, PATCH and DELETE, default POST alone
 *   <li>{@code deduplicate}: either {@code header}, a header's name, or {@code pointer}, an RFC 6901 pointer into the
 *       JSON body; default is what the scheme's senders use
 * </ul>
 *
 * Any other key is a problem.
 */
public final class TriggerDefinition {
    /** The type that this class reads. */
    public static final String TYPE = "webhook";

    private static final int DEFAULT_TOLERANCE_SECONDS = 300;
    private static final int LONGEST_TOLERANCE_SECONDS = 3_600;
    private static final int LONGEST_TYPE = 256;
    private static final String RESERVED_TYPES = "io.millrace.";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern EVENT_TYPE = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST_TYPE + "}");
    // RFC 9110, section 5.6.2.
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<TriggerProblem> problems = new ArrayList<>();

    private TriggerDefinition() {}

    /**
     * Reads a definition.
     *
     * @param tenant owner
     * @param name of the trigger
     * @param json the definition as JSON text
     * @return the trigger, or everything that is wrong
     */
    public static CheckedTrigger check(String tenant, String name, String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            return new CheckedTrigger.Invalid(
                    List.of(new TriggerProblem("", "is not JSON: " + e.getOriginalMessage())));
        }
        return new TriggerDefinition().read(tenant, name, root);
    }

    private CheckedTrigger read(String tenant, String name, JsonNode root) {
        Fields fields = Fields.of(root, problems);
        fields.allow(Set.of("type", "description", "authentication", "target", "methods", "deduplicate"));
        String type = fields.text("type");
        if (!type.isEmpty() && !type.equals(TYPE)) {
            fields.problem("type", "must be webhook");
        }
        if (fields.readable()) {
            fields.optionalText("description");
            Authentication authentication = authentication(fields.object("authentication"));
            Target target = target(fields.object("target"));
            Set<String> methods = methods(fields);
            Deduplication deduplication = deduplication(fields);
            if (problems.isEmpty() && authentication != null && target != null) {
                return new CheckedTrigger.Valid(
                        new WebhookTrigger(tenant, name, authentication, target, methods, deduplication));
            }
        }
        return new CheckedTrigger.Invalid(problems);
    }

    private @Nullable Authentication authentication(Fields fields) {
        if (!fields.readable()) {
            return null;
        }
        String scheme = fields.text("scheme");
        return switch (scheme) {
            case "github" -> {
                fields.allow(Set.of("scheme", "secret"));
                yield new Authentication.GitHub(secret(fields));
            }
            case "stripe" -> {
                fields.allow(Set.of("scheme", "secret", "toleranceSeconds"));
                yield new Authentication.Stripe(secret(fields), tolerance(fields));
            }
            case "slack" -> {
                fields.allow(Set.of("scheme", "secret", "toleranceSeconds"));
                yield new Authentication.Slack(secret(fields), tolerance(fields));
            }
            case "standard" -> {
                fields.allow(Set.of("scheme", "secret", "toleranceSeconds"));
                yield new Authentication.StandardWebhooks(secret(fields), tolerance(fields));
            }
            case "token" -> {
                fields.allow(Set.of("scheme", "secret", "header"));
                yield new Authentication.Token(secret(fields), header(fields));
            }
            case "none" -> {
                fields.allow(Set.of("scheme"));
                yield new Authentication.None();
            }
            default -> {
                if (!scheme.isEmpty()) {
                    fields.problem("scheme", "must be github, stripe, slack, standard, token or none");
                }
                yield null;
            }
        };
    }

    private static String secret(Fields fields) {
        String secret = fields.text("secret");
        if (!secret.isEmpty() && !NAME.matcher(secret).matches()) {
            fields.problem(
                    "secret", "must be the name of a secret: lower-case letters, digits and hyphens, at most 63");
        }
        return secret;
    }

    private static Duration tolerance(Fields fields) {
        return Duration.ofSeconds(
                fields.optionalNumber("toleranceSeconds", 1, LONGEST_TOLERANCE_SECONDS, DEFAULT_TOLERANCE_SECONDS));
    }

    private static @Nullable String header(Fields fields) {
        String header = fields.optionalText("header");
        if (header != null && !HEADER.matcher(header).matches()) {
            fields.problem("header", "must be the name of an HTTP header");
        }
        return header;
    }

    private static @Nullable Target target(Fields fields) {
        if (!fields.readable()) {
            return null;
        }
        fields.allow(Set.of("workflow", "event"));
        if (fields.has("workflow") == fields.has("event")) {
            fields.problem("workflow", "or event must be there, and not both");
            return null;
        }
        if (fields.has("workflow")) {
            String workflow = fields.text("workflow");
            if (!workflow.isEmpty() && !NAME.matcher(workflow).matches()) {
                fields.problem("workflow", "must be a name: lower-case letters, digits and hyphens, at most 63");
            }
            return new Target.Workflow(workflow);
        }
        String type = fields.text("event");
        if (!type.isEmpty() && !EVENT_TYPE.matcher(type).matches()) {
            fields.problem("event", "must be a CloudEvents type: visible ASCII characters, at most " + LONGEST_TYPE);
        }
        if (type.startsWith(RESERVED_TYPES)) {
            fields.problem("event", "must not begin with " + RESERVED_TYPES + ", which Millrace keeps for itself");
        }
        return new Target.Event(type);
    }

    private static Set<String> methods(Fields fields) {
        JsonNode node = fields.node("methods");
        if (node == null) {
            return Set.of("POST");
        }
        Set<String> methods = new LinkedHashSet<>();
        if (node.isArray()) {
            node.forEach(method -> methods.add(method.isString() ? method.stringValue() : ""));
        }
        if (methods.isEmpty() || !METHODS.containsAll(methods)) {
            fields.problem("methods", "must be a list of at least one of GET, POST, PUT, PATCH and DELETE");
        }
        return methods;
    }

    private static Deduplication deduplication(Fields parent) {
        if (!parent.has("deduplicate")) {
            return new Deduplication.ByScheme();
        }
        Fields fields = parent.object("deduplicate");
        fields.allow(Set.of("header", "pointer"));
        if (fields.readable() && fields.has("header") == fields.has("pointer")) {
            fields.problem("header", "or pointer must be there, and not both");
            return new Deduplication.ByScheme();
        }
        String header = header(fields);
        if (header != null) {
            return new Deduplication.ByHeader(header);
        }
        String pointer = fields.optionalText("pointer");
        if (pointer == null) {
            return new Deduplication.ByScheme();
        }
        if (!pointer.startsWith("/")) {
            fields.problem("pointer", "must be a JSON pointer (RFC 6901), for example /id");
            return new Deduplication.ByScheme();
        }
        return new Deduplication.ByPointer(JsonPointer.compile(pointer));
    }
}
