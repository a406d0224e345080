package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of a node for each of whose values the node works on a whole value: string interpolation writes it as text, an
 * assignment copies its input along the path.
 *
 * @param share the node's work is this part of working on all of the value
 */
record ChargedPart(Expression part, int share, Of of) implements Expression {

    /** Which value is worked on. */
    enum Of {
        /** The one that is put out. */
        VALUE,
        /** The input. */
        INPUT
    }

    @Override
    public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
            throws JsonQueryException {
        Meter meter = Meter.CURRENT.get();
        part.apply(
                scope,
                in,
                path,
                (value, valuePath) -> {
                    JsonNode worked = of == Of.VALUE ? value : in;
                    meter.charge(1 + meter.weigh(worked) / ((long) Meter.CHARACTERS_PER_STEP * share));
                    if (of == Of.VALUE && worked.isContainerNode() && Secrecy.holdsReference(worked)) {
                        throw Secrecy.refusal("Writing an object or an array as text");
                    }
                    output.emit(value, valuePath);
                },
                requirePath);
    }
}
