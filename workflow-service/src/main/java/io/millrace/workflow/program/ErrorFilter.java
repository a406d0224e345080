package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which errors a catch takes, by equality of the fields it names.
 *
 * @param with wanted value by field: type, status, instance, title, detail; empty = every error
 */
public record ErrorFilter(Map<String, JsonNode> with) {

    // Both hosts the specification has had, and the path its conformance kit writes.
    private static final Pattern STANDARD_TYPE = Pattern.compile(
            "https?://(?:www\\.)?(?:serverlessworkflow\\.io|open-workflow-specification\\.org)"
                    + "/(?:spec/1\\.0\\.\\d+/errors|dsl/errors/types)/"
                    + "(configuration|validation|expression|authentication|authorization|timeout|communication|runtime)");

    /** Takes every error. */
    public static final ErrorFilter ALL = new ErrorFilter(Map.of());

    /** Copies what it is given. */
    public ErrorFilter {
        with = Map.copyOf(with);
    }

    /**
     * Tells whether every named field of the error has the wanted value. All spellings of a standard error's type are
     * the same type.
     *
     * @param error {@code {type, status, instance, title, detail}}
     */
    public boolean matches(JsonNode error) {
        return with.entrySet().stream().allMatch(wanted -> {
            JsonNode actual = error.path(wanted.getKey());
            return switch (wanted.getKey()) {
                case "type" -> canonicalType(wanted.getValue().asText()).equals(canonicalType(actual.asText()));
                case "status" -> actual.isNumber() && wanted.getValue().asInt() == actual.asInt();
                default -> wanted.getValue().equals(actual);
            };
        });
    }

    private static String canonicalType(String type) {
        Matcher standard = STANDARD_TYPE.matcher(type);
        return standard.matches() ? StandardErrors.PREFIX + standard.group(1) : type;
    }
}
