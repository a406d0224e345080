package io.millrace.workflow.language;

import java.util.Set;
import java.util.TreeSet;

/**
 * The variables an expression can use at a place of the definition, by the specification's table of runtime expression
 * arguments.
 *
 * @param lexical what enclosing tasks bind, such as the error in a {@code catch}
 */
record Visible(Set<String> lexical) {

    private static final Set<String> WORKFLOW = Set.of("workflow", "runtime", "secrets");

    /** What is visible outside of everything that binds a variable. */
    static final Visible OUTERMOST = new Visible(Set.of());

    /** Copies what it is given. */
    Visible {
        lexical = Set.copyOf(lexical);
    }

    Visible with(String name) {
        return new Visible(plus(lexical, name));
    }

    Set<String> inWorkflowInput() {
        return WORKFLOW;
    }

    Set<String> inWorkflowOutput() {
        return plus(WORKFLOW, "context");
    }

    /** Before a task has its input: {@code if}, {@code input.from}, {@code timeout}. */
    Set<String> beforeTask() {
        Set<String> names = plus(WORKFLOW, "context", "task");
        names.addAll(lexical);
        return names;
    }

    /** In a task's own properties and in {@code output.as}. */
    Set<String> inTask() {
        return plus(beforeTask(), "input", "authorization");
    }

    /** In {@code export.as}. */
    Set<String> inExport() {
        return plus(inTask(), "output");
    }

    private static Set<String> plus(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(Set.of(more));
        return all;
    }
}
