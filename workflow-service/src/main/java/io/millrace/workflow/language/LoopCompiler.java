package io.millrace.workflow.language;

import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Loop;
import io.millrace.workflow.program.Parallel;
import io.millrace.workflow.program.Parallel.Tolerance;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Compiles {@code for}, one item after the other or several at a time. */
record LoopCompiler(ExpressionReader expressions, BiFunction<Part, Visible, TaskList> lists) {

    Optional<Task> loop(TaskHeader header, Part task, Part loop, Visible visible) {
        Optional<Part> body = task.required("do", "A `for` task");
        if (!loop.isObject("`for`") || body.isEmpty()) {
            return Optional.empty();
        }
        loop.allow("`for`", List.of("each", "in", "at"));
        String each = loop.get("each").flatMap(Names::variable).orElse("item");
        String at = loop.get("at").flatMap(Names::variable).orElse("index");
        if (each.equals(at)) {
            loop.problem("The item and its index need different names, but both are `" + each + "`.");
        }
        Optional<Expression> in = loop.required("in", "`for`").flatMap(items -> items(items, visible));
        Visible inside = visible.with(each).with(at);
        Optional<Expression> condition = task.get("while").map(part -> expressions.condition(part, inside.inTask()));
        TaskList tasks = lists.apply(body.get(), inside);
        Optional<Parallel> parallel = parallel(task);
        if (parallel.isPresent() && condition.isPresent()) {
            task.problem("`while` needs one item after the other; leave it or `metadata.millrace.parallel` out.");
        }
        return in.map(items -> {
            Loop compiled = new Loop(each, at, items, condition.orElse(null));
            return parallel.<Task>map(several -> new Task.Spread(header, compiled, several, tasks))
                    .orElseGet(() -> new Task.For(header, compiled, tasks));
        });
    }

    /** An expression, with or without {@code ${ }}, or an array with expressions inside. */
    private Optional<Expression> items(Part items, Visible visible) {
        if (items.node().isTextual()) {
            return Optional.of(expressions.condition(items, visible.inTask()));
        }
        return items.isArray("`for.in`")
                ? Optional.of(expressions.template(items, visible.inTask()))
                : Optional.empty();
    }

    private static Optional<Parallel> parallel(Part task) {
        Optional<Part> vendor = Vendor.of(task, Vendor.OF_TASK);
        Tolerance tolerance = vendor.flatMap(millrace -> millrace.get("tolerate"))
                .flatMap(LoopCompiler::tolerance)
                .orElseGet(() -> new Tolerance.Count(0));
        Optional<Integer> width = vendor.flatMap(millrace -> millrace.get("parallel"))
                .flatMap(part -> part.whole("`parallel`", 1, Parallel.WIDEST));
        if (width.isEmpty()) {
            vendor.flatMap(millrace -> millrace.get("tolerate"))
                    .ifPresent(tolerate -> tolerate.problem(
                            "`tolerate` is for loops that run several items at a time; say how many with `parallel`."));
        }
        return width.map(several -> new Parallel(several, tolerance));
    }

    private static Optional<Tolerance> tolerance(Part tolerate) {
        if (!tolerate.isObject("`tolerate`")) {
            return Optional.empty();
        }
        tolerate.allow("`tolerate`", List.of("count", "percent"));
        if (tolerate.node().size() != 1) {
            tolerate.problem("`tolerate` needs either `count` or `percent`.");
        }
        Optional<Tolerance> count = tolerate.get("count")
                .flatMap(part -> part.whole("`count`", 0, Integer.MAX_VALUE))
                .map(Tolerance.Count::new);
        return count.or(() -> tolerate.get("percent").flatMap(LoopCompiler::percent));
    }

    private static Optional<Tolerance> percent(Part part) {
        double percent = part.node().asDouble(-1);
        if (!part.node().isNumber() || !(percent >= 0 && percent <= 100)) {
            part.problem("`percent` must be a number from 0 to 100.");
            return Optional.empty();
        }
        return Optional.of(new Tolerance.Percent(percent));
    }
}
