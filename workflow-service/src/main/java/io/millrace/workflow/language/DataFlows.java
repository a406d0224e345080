package io.millrace.workflow.language;

import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code input}, {@code output} and {@code export}. */
record DataFlows(ExpressionReader expressions) {

    DataFlow ofWorkflow(Part document, Visible visible) {
        return read(document, visible.inWorkflowInput(), visible.inWorkflowOutput(), Optional.empty());
    }

    DataFlow ofTask(Part task, Visible visible) {
        return read(task, visible.beforeTask(), visible.inTask(), Optional.of(visible.inExport()));
    }

    /** What {@code foreach} says of each event. */
    DataFlow ofEvent(Part foreach, Visible visible) {
        Optional<Part> output = section(foreach, "output", "as");
        Optional<Part> export = section(foreach, "export", "as");
        return new DataFlow(
                null,
                null,
                expression(output, "as", visible.inTask()).orElse(null),
                shape(output).orElse(null),
                expression(export, "as", visible.inExport()).orElse(null),
                shape(export).orElse(null));
    }

    private DataFlow read(Part owner, Set<String> before, Set<String> after, Optional<Set<String>> exported) {
        Optional<Part> input = section(owner, "input", "from");
        Optional<Part> output = section(owner, "output", "as");
        Optional<Part> export = exported.isPresent() ? section(owner, "export", "as") : Optional.empty();
        if (input.isEmpty() && output.isEmpty() && export.isEmpty()) {
            return DataFlow.NONE;
        }
        return new DataFlow(
                shape(input).orElse(null),
                expression(input, "from", before).orElse(null),
                expression(output, "as", after).orElse(null),
                shape(output).orElse(null),
                expression(export, "as", exported.orElse(Set.of())).orElse(null),
                shape(export).orElse(null));
    }

    private static Optional<Part> section(Part owner, String name, String transformation) {
        Optional<Part> section = owner.get(name).filter(part -> part.isObject("`" + name + "`"));
        section.ifPresent(part -> part.allow("`" + name + "`", List.of("schema", transformation)));
        return section;
    }

    private static Optional<Shape> shape(Optional<Part> section) {
        return section.flatMap(part -> part.get("schema")).flatMap(schema -> Optional.ofNullable(Shapes.read(schema)));
    }

    private Optional<Expression> expression(Optional<Part> section, String name, Set<String> variables) {
        return section.flatMap(part -> part.get(name)).map(part -> expressions.transformation(part, variables));
    }
}
