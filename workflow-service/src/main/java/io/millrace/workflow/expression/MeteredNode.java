package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A node of a jq expression with a meter in front of it.
 *
 * @param makesValues whether its values are new ones, to be weighed, not parts of others
 */
record MeteredNode(Expression node, boolean makesValues) implements Expression {

    @Override
    public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
            throws JsonQueryException {
        Meter meter = Meter.CURRENT.get();
        meter.enter();
        try {
            node.apply(
                    scope,
                    in,
                    path,
                    (value, valuePath) -> {
                        // Destructuring binds a variable to Java null where a field is missing.
                        JsonNode passed = value == null ? NullNode.getInstance() : value;
                        meter.passed(passed, valuePath, requirePath, makesValues);
                        output.emit(passed, valuePath);
                    },
                    requirePath);
        } catch (JsonQueryException failed) {
            meter.failed(in);
            throw failed;
        } finally {
            meter.leave();
        }
    }
}
