package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.ExpressionException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures values by what they would weigh as JSON text, in characters, and refuses what is too heavy.
 *
 * <p>jq values share their parts, so a few steps ({@code [., .]} forty times) make a value that takes little memory and
 * would fill a disk when written. The weight counts a part as often as it is reached; what was weighed once is
 * remembered for the rest of the evaluation, so weighing stays cheap however much is shared.
 */
final class Weights {

    /**
     * The heaviest value that an expression may make, or look at as a whole, in characters of JSON: 8 Mi. That is also
     * where the steps for looking at it run out. Larger values can be handed on by paths.
     */
    static final int HEAVIEST = 8 << 20;

    /** The deepest nesting a value may have. */
    static final int DEEPEST = 256;

    private static final int SCALAR = 4;
    private static final int SMALL = 128;

    private record Weight(long characters, int levels) {}

    private final IdentityHashMap<JsonNode, Weight> known = new IdentityHashMap<>();
    private int nodesLeft;
    private @Nullable JsonNode latest;
    private long latestWeight;

    /**
     * Weighs a value.
     *
     * @return at most {@link #HEAVIEST}
     * @throws ExpressionException if it is too heavy or nested too deeply
     */
    @SuppressWarnings(
            "ReferenceEquality") // the very same value, not an equal one: comparing would cost more than weighing
    long of(JsonNode value) {
        if (!value.isContainerNode()) {
            return checked(scalar(value));
        }
        if (value == latest) {
            return latestWeight;
        }
        nodesLeft = SMALL;
        long small = small(value);
        long weight = small >= 0 ? checked(small) : weigh(value).characters();
        latest = value;
        latestWeight = weight;
        return weight;
    }

    /** The weight of a value of few nodes, which is not worth remembering; -1 if there are more. */
    private long small(JsonNode value) {
        if (--nodesLeft < 0) {
            return -1;
        }
        if (!value.isContainerNode()) {
            return scalar(value);
        }
        long sum = SCALAR;
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                long part = small(field.getValue());
                if (part < 0) {
                    return -1;
                }
                sum += part + field.getKey().length();
            }
        } else {
            for (JsonNode element : value) {
                long part = small(element);
                if (part < 0) {
                    return -1;
                }
                sum += part;
            }
        }
        return sum;
    }

    private Weight weigh(JsonNode value) {
        if (!value.isContainerNode()) {
            return new Weight(scalar(value), 0);
        }
        Weight earlier = known.get(value);
        if (earlier != null) {
            return earlier;
        }
        long characters = SCALAR;
        int levels = 0;
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Weight part = weigh(field.getValue());
                characters += part.characters() + field.getKey().length();
                levels = Math.max(levels, part.levels());
            }
        } else {
            for (JsonNode element : value) {
                Weight part = weigh(element);
                characters += part.characters();
                levels = Math.max(levels, part.levels());
            }
        }
        if (levels >= DEEPEST) {
            throw new ExpressionException("The expression made a value nested deeper than " + DEEPEST + " levels.");
        }
        Weight weight = new Weight(checked(characters), levels + 1);
        known.put(value, weight);
        return weight;
    }

    private static long scalar(JsonNode value) {
        return value.isTextual() ? SCALAR + value.textValue().length() : SCALAR;
    }

    static long checked(long characters) {
        if (characters > HEAVIEST) {
            throw new ExpressionException("The expression made or took a value of more than " + (HEAVIEST >> 20)
                    + " Mi characters; keep large data elsewhere and pass a reference to it.");
        }
        return characters;
    }
}
