package io.millrace.workflow.language;

import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles the cases of a {@code switch}. */
record SwitchCompiler(ExpressionReader expressions) {

    List<Task.Case> cases(Part cases, Visible visible, Transitions transitions) {
        if (!cases.isArray("`switch`")) {
            return List.of();
        }
        if (cases.node().isEmpty()) {
            cases.problem("`switch` must have at least one case.");
        }
        List<Task.Case> conditional = new ArrayList<>();
        List<Task.Case> defaults = new ArrayList<>();
        for (Part element : cases.elements()) {
            if (!element.node().isObject() || element.node().size() != 1) {
                element.problem("Each case of a `switch` must be an object with one property: the name of the case.");
                continue;
            }
            Part named = element.properties().getFirst();
            if (!named.isObject("The case `" + named.name() + "`")) {
                continue;
            }
            named.allow("a case of a `switch`", List.of("when", "then"));
            named.required("then", "The case `" + named.name() + "`");
            Optional<Expression> when = named.get("when").map(part -> expressions.condition(part, visible.inTask()));
            if (when.isEmpty() && !defaults.isEmpty()) {
                named.problem(
                        "Only one case of a `switch` can be without `when`: it is the one taken when no other is.");
            }
            (when.isEmpty() ? defaults : conditional)
                    .add(new Task.Case(named.name(), when.orElse(null), transitions.of(named.get("then"))));
        }
        // The default is for when nothing else holds, wherever it is written.
        conditional.addAll(defaults);
        return conditional;
    }
}
