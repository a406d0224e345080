package io.millrace.workflow.language;

import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compiles lists of tasks, at any depth. */
final class TaskCompiler {

    private static final List<String> COMMON =
            List.of("if", "input", "output", "export", "timeout", "then", "metadata");
    private static final List<String> NOT_YET = List.of("for", "fork", "listen", "run");

    private final ExpressionReader expressions;
    private final DataFlows flows;
    private final Timeouts timeouts;
    private final Reusables reusables;
    private final CallCompiler calls;
    private final CatchCompiler catches;
    private final SortedMap<Integer, Task> tasks = new TreeMap<>();
    private int nextId;

    TaskCompiler(ExpressionReader expressions, Reusables reusables, Timeouts timeouts) {
        this.expressions = expressions;
        this.reusables = reusables;
        this.timeouts = timeouts;
        this.flows = new DataFlows(expressions);
        this.calls = new CallCompiler(expressions, reusables);
        this.catches = new CatchCompiler(expressions, reusables, this::list);
    }

    /** All tasks compiled so far, each at the index that is its id. */
    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    CallCompiler calls() {
        return calls;
    }

    CatchCompiler catches() {
        return catches;
    }

    /** Compiles a list; what is wrong in it is reported and left out. */
    TaskList list(Part list, Visible visible) {
        if (!list.isArray("A list of tasks")) {
            return new TaskList(List.of(), Map.of());
        }
        if (list.node().isEmpty()) {
            list.problem("A list of tasks must have at least one task.");
        }
        Map<String, Integer> positions = new HashMap<>();
        List<Part> named = new ArrayList<>();
        for (Part element : list.elements()) {
            namedTask(element).ifPresent(task -> {
                if (positions.putIfAbsent(task.name(), named.size()) != null) {
                    task.problem("There are two tasks called `" + task.name() + "` in this list; `then` could not tell"
                            + " them apart.");
                }
                named.add(task);
            });
        }
        Transitions transitions = new Transitions(positions);
        List<Task> compiled = new ArrayList<>();
        named.forEach(task -> task(task, visible, transitions).ifPresent(compiled::add));
        return new TaskList(compiled, positions);
    }

    private static Optional<Part> namedTask(Part element) {
        if (!element.node().isObject() || element.node().size() != 1) {
            element.problem("Each element of a list of tasks must be an object with one property: the name of the task,"
                    + " such as `- fetch: {call: http}`.");
            return Optional.empty();
        }
        Part task = element.properties().getFirst();
        if (Transitions.DIRECTIVES.contains(task.name())) {
            task.problem("A task cannot be called `" + task.name() + "`, as that means something else in `then`.");
        }
        return task.isObject("The task `" + task.name() + "`") ? Optional.of(task) : Optional.empty();
    }

    private Optional<Task> task(Part task, Visible visible, Transitions transitions) {
        Optional<TaskKind> kind = kind(task);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        task.allow(
                "a `" + kind.get().word() + "` task",
                Stream.concat(COMMON.stream(), kind.get().properties().stream()).toList());
        int id = nextId++;
        TaskHeader header = new TaskHeader(
                id,
                task.name(),
                task.pointer(),
                task.get("if")
                        .map(condition -> expressions.condition(condition, visible.beforeTask()))
                        .orElse(null),
                flows.ofTask(task, visible),
                timeouts.of(task, visible.beforeTask()),
                transitions.of(task.get("then")),
                task.node());
        Optional<Task> compiled = task.get(kind.get().word())
                .flatMap(body -> compile(kind.get(), header, task, body, visible, transitions));
        compiled.ifPresent(it -> tasks.put(id, it));
        return compiled;
    }

    /** What the task does; reported unless it is exactly one thing that is supported. */
    private static Optional<TaskKind> kind(Part task) {
        List<String> unsupported = NOT_YET.stream().filter(task::has).toList();
        if (!unsupported.isEmpty()) {
            task.problem("Task `" + unsupported.getFirst() + "` is not supported by this version of Millrace.");
            return Optional.empty();
        }
        List<TaskKind> kinds = Arrays.stream(TaskKind.values())
                .filter(kind -> task.has(kind.word()))
                .toList();
        if (kinds.size() == 1) {
            return Optional.of(kinds.getFirst());
        }
        if (kinds.isEmpty()) {
            String hint = task.properties().stream()
                    .map(Part::name)
                    .filter(name -> !COMMON.contains(name))
                    .map(name -> NearMiss.hint(name, Stream.concat(TaskKind.WORDS.stream(), NOT_YET.stream())))
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(" It needs one of " + Part.list(TaskKind.WORDS) + ".");
            task.problem("The task `" + task.name() + "` does not say what to do." + hint);
        } else {
            task.problem("The task `" + task.name() + "` does several things at once: "
                    + Part.list(kinds.stream().map(TaskKind::word).toList())
                    + "; make a task of each.");
        }
        return Optional.empty();
    }

    private Optional<Task> compile(
            TaskKind kind, TaskHeader header, Part task, Part body, Visible visible, Transitions transitions) {
        return switch (kind) {
            case DO -> Optional.of(new Task.Do(header, list(body, visible)));
            case SET -> Optional.of(new Task.Set(header, set(body, visible)));
            case SWITCH -> Optional.of(new Task.Switch(header, cases(body, visible, transitions)));
            case RAISE -> error(body).map(error -> new Task.Raise(header, raised(error, visible)));
            case WAIT -> Optional.of(new Task.Wait(header, expressions.duration(body, visible.inTask())));
            case EMIT ->
                EventParts.emitted(body)
                        .map(event -> new Task.Emit(header, expressions.template(event, visible.inTask())));
            case CALL -> calls.call(task, visible).map(call -> new Task.Call(header, call.kind(), call.arguments()));
            case TRY -> {
                TaskList tried = list(body, visible);
                yield task.required("catch", "A `try` task")
                        .flatMap(handler -> catches.handler(handler, visible, transitions))
                        .map(handler -> new Task.Try(header, tried, handler));
            }
        };
    }

    private Expression set(Part value, Visible visible) {
        if (value.node().isTextual()) {
            if (Expressions.embedded(value.node().textValue()).isEmpty()) {
                value.problem("`set` must be an object or one expression written as `${ ... }`.");
            }
        } else {
            value.isObject("`set`");
        }
        return expressions.template(value, visible.inTask());
    }

    private List<Task.Case> cases(Part cases, Visible visible, Transitions transitions) {
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

    private Optional<Part> error(Part raise) {
        if (!raise.isObject("`raise`")) {
            return Optional.empty();
        }
        raise.allow("`raise`", List.of("error"));
        return raise.required("error", "`raise`")
                .flatMap(error -> reusables.inPlaceOrNamed(error, "errors", "error"))
                .filter(error -> error.isObject("An error"));
    }

    /** Compiles the definition of an error. */
    Expression raised(Part error, Visible visible) {
        error.allow("an error", List.of("type", "status", "title", "detail"));
        error.required("type", "An error").ifPresent(type -> type.text("The type of an error"));
        error.required("status", "An error").ifPresent(status -> {
            boolean isExpression = status.node().isTextual()
                    && Expressions.embedded(status.node().textValue()).isPresent();
            if (!isExpression
                    && !(status.node().isInt()
                            && status.node().intValue() >= 100
                            && status.node().intValue() <= 599)) {
                status.problem("The status of an error must be a whole number from 100 to 599, as in HTTP.");
            }
        });
        return expressions.template(error, visible.inTask());
    }
}
