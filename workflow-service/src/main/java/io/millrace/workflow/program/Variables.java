package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The values of the {@code $names} an expression may use. */
@FunctionalInterface
public interface Variables {

    /**
     * The name under which jq's {@code now} finds its time: seconds since 1970 in UTC, as a number with a fraction. It is
     * the time of the input record being processed, so that a replay computes the same. No expression can read it as a
     * {@code $name}.
     */
    String NOW = "__now";

    /** No variable at all, and no time. */
    Variables NONE = name -> null;

    /**
     * Looks a variable up.
     *
     * @param name the name without {@code $}
     * @return its value, or {@code null} where there is none: using it is then an expression error
     */
    @Nullable
    JsonNode get(String name);

    /**
     * These variables and one more, which hides an earlier one of the same name.
     *
     * @param name the name without {@code $}
     */
    default Variables with(String name, JsonNode value) {
        return asked -> asked.equals(name) ? value : get(asked);
    }
}
