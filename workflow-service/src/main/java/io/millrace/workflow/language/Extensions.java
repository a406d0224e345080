package io.millrace.workflow.language;

import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import io.millrace.workflow.program.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weaves {@code use.extensions} into tasks: what an extension does before and after a task stands with it in a list of
 * its own. The first extension is the outermost.
 */
final class Extensions {
    private static final List<String> TARGETS = List.of(
            "call",
            "composite",
            "emit",
            "for",
            "fork",
            "listen",
            "raise",
            "run",
            "set",
            "switch",
            "try",
            "wait",
            "all");

    /** One extension. */
    private record Extension(Part part, String target) {
        boolean covers(TaskKind kind) {
            return target.equals("all")
                    || target.equals(kind.word())
                    || (target.equals("composite") && kind == TaskKind.DO);
        }
    }

    /** Compiles the lists of an extension. */
    interface Lists {
        /**
         * Compiles a list to which no extension applies.
         *
         * @param leaves whether {@code exit} also leaves the list around it
         */
        TaskList list(Part list, boolean leaves);
    }

    private final List<Extension> extensions = new ArrayList<>();
    private final ExpressionReader expressions;

    Extensions(Part document, ExpressionReader expressions) {
        this.expressions = expressions;
        document.get("use")
                .flatMap(use -> use.get("extensions"))
                .filter(all -> all.isArray("`use.extensions`"))
                .ifPresent(all -> all.elements().forEach(this::read));
    }

    private void read(Part element) {
        if (!element.node().isObject() || element.node().size() != 1) {
            element.problem("Each extension must be an object with one property: the name of the extension.");
            return;
        }
        Part extension = element.properties().getFirst();
        if (!extension.isObject("The extension `" + extension.name() + "`")) {
            return;
        }
        extension.allow("an extension", List.of("extend", "when", "before", "after"));
        if (!extension.has("before") && !extension.has("after")) {
            extension.problem("The extension `" + extension.name() + "` needs `before` or `after`.");
        }
        extension
                .required("extend", "An extension")
                .flatMap(target -> target.word("`extend`", TARGETS))
                .ifPresent(target -> extensions.add(new Extension(extension, target)));
    }

    boolean cover(TaskKind kind) {
        return extensions.stream().anyMatch(extension -> extension.covers(kind));
    }

    /**
     * Surrounds a task.
     *
     * @param outer id of the list around it
     * @param ids gives the next id
     * @param task the task itself, whose ways out are {@link Transition.Later}
     */
    Task weave(
            TaskKind kind,
            int outer,
            java.util.function.IntSupplier ids,
            Task task,
            Lists lists,
            java.util.function.Consumer<Task> made) {
        List<Task> all = new ArrayList<>();
        List<Extension> covering =
                extensions.stream().filter(extension -> extension.covers(kind)).toList();
        covering.forEach(
                extension -> side(extension, "before", ids, lists, made).ifPresent(all::add));
        all.add(task);
        covering.reversed()
                .forEach(extension -> side(extension, "after", ids, lists, made).ifPresent(all::add));
        Task woven = new Task.Do(
                new TaskHeader(
                        outer,
                        task.header().name(),
                        task.header().pointer(),
                        null,
                        DataFlow.NONE,
                        null,
                        new Transition.Continue(),
                        null,
                        task.header().definition()),
                TaskList.of(all));
        made.accept(woven);
        return woven;
    }

    private Optional<Task> side(
            Extension extension,
            String side,
            java.util.function.IntSupplier ids,
            Lists lists,
            java.util.function.Consumer<Task> made) {
        return extension.part().get(side).map(list -> {
            int id = ids.getAsInt();
            Expression when = extension
                    .part()
                    .get("when")
                    .map(part -> expressions.condition(part, Visible.OUTERMOST.beforeTask()))
                    .orElse(null);
            Task group = new Task.Do(
                    new TaskHeader(
                            id,
                            extension.part().name() + "/" + side,
                            list.pointer(),
                            when,
                            DataFlow.NONE,
                            null,
                            new Transition.Continue(),
                            null,
                            list.node()),
                    lists.list(list, side.equals("before")));
            made.accept(group);
            return group;
        });
    }
}
