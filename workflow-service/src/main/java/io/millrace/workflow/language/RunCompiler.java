package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles {@code run}: another workflow, a script, a command of a shell, or a container. */
record RunCompiler(ExpressionReader expressions) {
    private static final List<String> WHAT = List.of("workflow", "script", "shell", "container");
    private static final List<String> RETURNS = List.of("stdout", "stderr", "code", "all", "none");
    private static final List<String> LANGUAGES = List.of("js", "javascript", "python");

    Optional<Task> run(TaskHeader header, Part run, Visible visible) {
        if (!run.isObject("`run`")) {
            return Optional.empty();
        }
        run.allow("`run`", List.of("workflow", "script", "shell", "container", "await", "return"));
        List<String> given = WHAT.stream().filter(run::has).toList();
        if (given.size() != 1) {
            run.problem("`run` needs exactly one of " + Part.list(WHAT) + ".");
            return Optional.empty();
        }
        boolean await = run.get("await").flatMap(part -> part.bool("`await`")).orElse(true);
        String what = given.getFirst();
        Part process = run.get(what).orElseThrow();
        if (!process.isObject("`" + what + "`")) {
            return Optional.empty();
        }
        return switch (what) {
            case "workflow" -> {
                run.get("return")
                        .ifPresent(part -> part.problem("`return` is for processes; a workflow returns its output."));
                yield Optional.of(workflow(header, process, visible, await));
            }
            case "script" -> script(header, run, process, visible, await);
            case "shell" ->
                Optional.of(process(
                        header,
                        CallKind.SHELL,
                        run,
                        process,
                        visible,
                        await,
                        "command",
                        List.of("arguments", "stdin", "environment")));
            default ->
                Optional.of(process(
                        header,
                        CallKind.CONTAINER,
                        run,
                        process,
                        visible,
                        await,
                        "image",
                        List.of(
                                "name",
                                "command",
                                "ports",
                                "volumes",
                                "environment",
                                "stdin",
                                "arguments",
                                "lifetime",
                                "pullPolicy")));
        };
    }

    private Task workflow(TaskHeader header, Part workflow, Visible visible, boolean await) {
        workflow.allow("`run.workflow`", List.of("namespace", "name", "version", "input"));
        workflow.required("name", "`run.workflow`").ifPresent(name -> name.text("`name`"));
        workflow.get("namespace").ifPresent(namespace -> namespace.text("`namespace`"));
        workflow.get("version").ifPresent(version -> version.text("`version`"));
        Map<String, Expression> child = new LinkedHashMap<>();
        workflow.properties().stream()
                .filter(property -> !property.node().isNull())
                .forEach(property -> child.put(
                        property.name(),
                        property.name().equals("input")
                                ? expressions.transformation(property, visible.inTask())
                                : expressions.template(property, visible.inTask())));
        return new Task.RunWorkflow(header, ExpressionReader.whole(new Template.Fields(child)), await);
    }

    private Optional<Task> script(TaskHeader header, Part run, Part script, Visible visible, boolean await) {
        Optional<String> language =
                script.required("language", "A script").flatMap(part -> part.word("`language`", LANGUAGES));
        if (script.has("code") == script.has("source")) {
            script.problem("A script needs either `code` or `source`.");
        }
        script.get("source").filter(source -> source.isObject("`source`")).ifPresent(source -> {
            source.allow("`source`", List.of("endpoint", "name"));
            source.required("endpoint", "`source`");
        });
        return language.isEmpty()
                ? Optional.empty()
                : Optional.of(process(
                        header,
                        CallKind.SCRIPT,
                        run,
                        script,
                        visible,
                        await,
                        "language",
                        List.of("code", "source", "arguments", "stdin", "environment")));
    }

    private Task process(
            TaskHeader header,
            CallKind kind,
            Part run,
            Part process,
            Visible visible,
            boolean await,
            String needed,
            List<String> others) {
        process.allow(
                "`run." + process.name() + "`",
                java.util.stream.Stream.concat(java.util.stream.Stream.of(needed), others.stream())
                        .toList());
        process.required(needed, "`run." + process.name() + "`").ifPresent(part -> part.text("`" + needed + "`"));
        process.get("arguments").ifPresent(arguments -> {
            boolean expression = arguments.node().isTextual();
            if (!expression && !arguments.node().isObject()) {
                arguments.isArray("`arguments`");
            }
        });
        Map<String, Expression> arguments = new LinkedHashMap<>();
        process.properties().stream()
                .filter(property -> !property.node().isNull())
                .forEach(property -> arguments.put(property.name(), expressions.template(property, visible.inTask())));
        arguments.put(
                "return",
                new Constant(JsonNodeFactory.instance.textNode(run.get("return")
                        .flatMap(part -> part.word("`return`", RETURNS))
                        .orElse("stdout"))));
        return new Task.Call(header, kind, ExpressionReader.whole(new Template.Fields(arguments)), await);
    }
}
