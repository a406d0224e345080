package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles lists of tasks, at any depth. */
final class TaskCompiler {

    private static final List<String> COMMON =
            List.of("if", "input", "output", "export", "timeout", "then", "metadata");
    private static final int MOST_TASKS = 50_000;

    private final ExpressionReader expressions;
    private final DataFlows flows;
    private final Timeouts timeouts;
    private final Reusables reusables;
    private final CallCompiler calls;
    private final CatchCompiler catches;
    private final LoopCompiler loops;
    private final ListenCompiler listens;
    private final RunCompiler runs;
    private final CallbackCompiler callbacks;
    private final SubscriptionCompiler subscriptions;
    private final Extensions extensions;
    private final SwitchCompiler choices;
    private final Set<String> invoked = new LinkedHashSet<>();
    private final SortedMap<Integer, Task> tasks = new TreeMap<>();
    private int nextId;
    private boolean extending;

    TaskCompiler(ExpressionReader expressions, Reusables reusables, Timeouts timeouts, Extensions extensions) {
        this.expressions = expressions;
        this.reusables = reusables;
        this.timeouts = timeouts;
        this.flows = new DataFlows(expressions);
        this.calls = new CallCompiler(expressions, reusables);
        this.catches = new CatchCompiler(expressions, reusables, this::list);
        this.loops = new LoopCompiler(expressions, this::list);
        this.listens = new ListenCompiler(expressions, flows, this::list);
        this.runs = new RunCompiler(expressions);
        this.callbacks = new CallbackCompiler(expressions, calls);
        this.subscriptions = new SubscriptionCompiler(expressions, calls, listens);
        this.extensions = extensions;
        this.choices = new SwitchCompiler(expressions);
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

    /** Compiles a declared function that nothing refers to, so that mistakes in it show too. */
    void unusedFunction(Part function) {
        if (!function.isObject("The function `" + function.name() + "`")) {
            return;
        }
        if (calls.isPlain(function)) {
            calls.function(function);
        } else {
            task(function, Visible.OUTERMOST, Map.of(), UnaryOperator.identity());
        }
    }

    ListenCompiler listens() {
        return listens;
    }

    /** Compiles a list; what is wrong in it is reported and left out. */
    TaskList list(Part list, Visible visible) {
        return list(list, visible, UnaryOperator.identity());
    }

    private TaskList list(Part list, Visible visible, UnaryOperator<Transition> outwards) {
        if (!list.isArray("A list of tasks")) {
            return TaskList.of(List.of());
        }
        if (list.node().isEmpty()) {
            list.problem("A list of tasks must have at least one task.");
        }
        Map<String, Integer> positions = new HashMap<>();
        List<Part> named = named(list, positions);
        List<Task> compiled = new ArrayList<>();
        for (Part task : named) {
            task(task, visible, positions, outwards).ifPresent(compiled::add);
        }
        return TaskList.of(compiled);
    }

    private static List<Part> named(Part list, Map<String, Integer> positions) {
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
        return named;
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

    private Optional<Task> task(
            Part task, Visible visible, Map<String, Integer> positions, UnaryOperator<Transition> outwards) {
        Optional<TaskKind> kind = kind(task);
        if (kind.isEmpty() || tooMany(task)) {
            return Optional.empty();
        }
        if (extending || !extensions.cover(kind.get())) {
            return task(kind.get(), task, visible, new Transitions(positions, outwards));
        }
        int outer = nextId++;
        return task(
                        kind.get(),
                        task,
                        visible,
                        new Transitions(positions, way -> new Transition.Later(outwards.apply(way))))
                .map(inner -> {
                    extending = true;
                    try {
                        return extensions.weave(
                                kind.get(),
                                outer,
                                () -> nextId++,
                                inner,
                                this::extension,
                                it -> tasks.put(it.header().id(), it));
                    } finally {
                        extending = false;
                    }
                });
    }

    private TaskList extension(Part list, boolean leaves) {
        return list(
                list,
                Visible.OUTERMOST,
                leaves
                        ? way -> way instanceof Transition.Exit ? new Transition.Leave(way) : way
                        : UnaryOperator.identity());
    }

    private boolean tooMany(Part task) {
        if (nextId == MOST_TASKS) {
            nextId++;
            task.problem("The definition has more than " + MOST_TASKS
                    + " tasks when functions and extensions are written out; split it into several workflows.");
        }
        return nextId > MOST_TASKS;
    }

    private Optional<Task> task(TaskKind kind, Part task, Visible visible, Transitions transitions) {
        task.allow(
                "a `" + kind.word() + "` task",
                Stream.concat(COMMON.stream(), kind.properties().stream()).toList());
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
                Vendor.of(task, Vendor.OF_TASK)
                        .flatMap(millrace -> millrace.get("compensate"))
                        .map(list -> list(list, visible.with("compensated")))
                        .orElse(null),
                task.node());
        Optional<Task> compiled =
                task.get(kind.word()).flatMap(body -> compile(kind, header, task, body, visible, transitions));
        compiled.ifPresent(it -> tasks.put(id, it));
        return compiled;
    }

    /** What the task does; reported unless it is exactly one thing that is supported. */
    private static Optional<TaskKind> kind(Part task) {
        List<TaskKind> kinds = Arrays.stream(TaskKind.values())
                .filter(kind -> task.has(kind.word()))
                // The `do` of a loop is what it repeats.
                .filter(kind -> kind != TaskKind.DO || !task.has(TaskKind.FOR.word()))
                .toList();
        if (kinds.size() == 1) {
            return Optional.of(kinds.getFirst());
        }
        if (kinds.isEmpty()) {
            String hint = task.properties().stream()
                    .map(Part::name)
                    .filter(name -> !COMMON.contains(name))
                    .map(name -> NearMiss.hint(name, TaskKind.WORDS.stream()))
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
            case SWITCH -> Optional.of(new Task.Switch(header, choices.cases(body, visible, transitions)));
            case RAISE -> error(body).map(error -> new Task.Raise(header, raised(error, visible)));
            case WAIT -> Optional.of(new Task.Wait(header, expressions.duration(body, visible.inTask())));
            case EMIT ->
                EventParts.emitted(body)
                        .map(event -> new Task.Emit(header, expressions.template(event, visible.inTask())));
            case CALL -> call(header, task, body, visible);
            case FOR -> loops.loop(header, task, body, visible);
            case FORK -> fork(header, body, visible);
            case LISTEN -> listens.listen(header, task, body, visible);
            case RUN -> runs.run(header, body, visible);
            case TRY -> {
                TaskList tried = list(body, visible);
                yield task.required("catch", "A `try` task")
                        .flatMap(handler -> catches.handler(handler, visible, transitions))
                        .map(handler -> new Task.Try(header, tried, handler));
            }
        };
    }

    private Optional<Task> call(TaskHeader header, Part task, Part called, Visible visible) {
        if (called.node().asText().equals("callback")) {
            return callbacks.callback(header, task, visible);
        }
        if (SubscriptionCompiler.sifts(task)) {
            return subscriptions.subscribe(header, task, visible);
        }
        Optional<Part> function = reusables.function(called).filter(declared -> !calls.isPlain(declared));
        if (function.isPresent()) {
            return function(header, task, called, function.get(), visible);
        }
        return calls.call(task, visible).map(call -> new Task.Call(header, call.kind(), call.arguments(), true));
    }

    /** A declared function that is more than a call: a list of its own, whose input is the caller's {@code with}. */
    private Optional<Task> function(TaskHeader header, Part task, Part called, Part function, Visible visible) {
        reusables.use("functions", function.name());
        if (!function.isObject("The function `" + function.name() + "`")) {
            return Optional.empty();
        }
        if (!invoked.add(function.name())) {
            called.problem("The function `" + function.name() + "` calls itself: " + String.join(" -> ", invoked)
                    + " -> " + function.name() + ".");
            return Optional.empty();
        }
        try {
            Expression with = task.get("with")
                    .filter(part -> part.isObject("`with`"))
                    .map(part -> expressions.template(part, visible.inTask()))
                    .orElse(null);
            return task(function, Visible.OUTERMOST, Map.of(), UnaryOperator.identity())
                    .map(inner -> new Task.Do(
                            with == null
                                    ? header
                                    : header.fed(new WithInput(header.flow().inputFrom(), with)),
                            TaskList.of(List.of(inner))));
        } finally {
            invoked.remove(function.name());
        }
    }

    /** The input of a declared function: what {@code with} makes of the input of its caller. */
    private record WithInput(@Nullable Expression from, Expression with) implements Expression {
        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            JsonNode input = from == null ? current : from.evaluate(current, variables);
            return with.evaluate(input, variables.with("input", input));
        }
    }

    private Optional<Task> fork(TaskHeader header, Part fork, Visible visible) {
        if (!fork.isObject("`fork`")) {
            return Optional.empty();
        }
        fork.allow("`fork`", List.of("branches", "compete"));
        boolean compete =
                fork.get("compete").flatMap(part -> part.bool("`compete`")).orElse(false);
        return fork.required("branches", "`fork`")
                .filter(branches -> branches.isArray("`branches`"))
                .map(branches -> new Task.Fork(header, branches(branches, visible), compete));
    }

    /** Branches know nothing of one another, so {@code then} cannot name another one. */
    private TaskList branches(Part branches, Visible visible) {
        if (branches.node().isEmpty()) {
            branches.problem("`branches` must have at least one task.");
        }
        List<Task> compiled = new ArrayList<>();
        for (Part branch : named(branches, new HashMap<>())) {
            task(branch, visible, Map.of(), UnaryOperator.identity()).ifPresent(compiled::add);
        }
        return TaskList.of(compiled);
    }

    private Expression set(Part value, Visible visible) {
        if (value.node().isTextual()) {
            if (!expressions.isExpression(value.node().textValue())) {
                value.problem("`set` must be an object or one expression written as `${ ... }`.");
            }
        } else {
            value.isObject("`set`");
        }
        return expressions.template(value, visible.inTask());
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
