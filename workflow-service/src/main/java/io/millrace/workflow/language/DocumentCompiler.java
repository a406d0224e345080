package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.EventFilter;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.TaskList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the document as a whole. */
final class DocumentCompiler {

    private static final List<String> SECTIONS =
            List.of("document", "input", "use", "do", "timeout", "output", "schedule", "evaluate");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.0.1", "1.0.2", "1.0.3");
    // So that names fit a key in Kafka and a label in DNS.
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    // Semantic Versioning 2.0.0.
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})"
            + "(?:-[0-9A-Za-z-]{1,40}(?:\\.[0-9A-Za-z-]{1,40}){0,8})?(?:\\+[0-9A-Za-z.-]{1,80})?");

    private final Expressions expressions;
    private final Problems problems;

    DocumentCompiler(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /**
     * Compiles a document.
     *
     * @param hash of its canonical JSON
     * @return a program, which is only good if no problem was reported
     */
    Optional<Program> program(JsonNode root, String hash) {
        Part document = new Part(root, "", problems);
        if (!document.isObject("A definition")) {
            return Optional.empty();
        }
        document.allow("a definition", SECTIONS);
        Optional<Identity> identity = identity(document, hash);
        evaluation(document);
        ExpressionReader reader = new ExpressionReader(expressions);
        Reusables reusables = new Reusables(document);
        Timeouts timeouts = new Timeouts(reader, reusables);
        TaskCompiler tasks = new TaskCompiler(reader, reusables, timeouts);
        Visible visible = Visible.OUTERMOST;
        DataFlow flow = new DataFlows(reader).ofWorkflow(document, visible);
        @Nullable Expression timeout = timeouts.of(document, visible.inWorkflowInput());
        List<EventFilter> startsOn = new EventParts(reader).startsOn(document);
        Optional<TaskList> body = document.required("do", "A definition").map(list -> tasks.list(list, visible));
        checkUnused(reusables, timeouts, tasks);
        return identity.isEmpty() || body.isEmpty()
                ? Optional.empty()
                : Optional.of(new Program(identity.get(), root, flow, body.get(), tasks.tasks(), timeout, startsOn));
    }

    /** Compiles what is declared under {@code use} and not used, so that mistakes in it show too. */
    private static void checkUnused(Reusables reusables, Timeouts timeouts, TaskCompiler tasks) {
        Visible visible = Visible.OUTERMOST;
        reusables.unused("timeouts").forEach(timeout -> timeouts.read(timeout, visible.beforeTask()));
        reusables.unused("retries").forEach(policy -> tasks.catches().retry(policy, visible.with("error")));
        reusables.unused("functions").forEach(function -> tasks.calls().function(function));
        reusables.unused("errors").stream()
                .filter(error -> error.isObject("An error"))
                .forEach(error -> tasks.raised(error, visible));
    }

    private static Optional<Identity> identity(Part root, String hash) {
        Optional<Part> document = root.required("document", "A definition").filter(part -> part.isObject("`document`"));
        if (document.isEmpty()) {
            return Optional.empty();
        }
        Part part = document.get();
        part.allow(
                "`document`", List.of("dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"));
        part.required("dsl", "`document`")
                .ifPresent(dsl -> dsl.text("`dsl`").ifPresent(version -> {
                    if (!VERSIONS.contains(version)) {
                        dsl.problem("Version `" + version + "` of the language is not known; write one of "
                                + Part.list(VERSIONS) + ".");
                    }
                }));
        Optional<String> namespace = name(part, "namespace");
        Optional<String> name = name(part, "name");
        Optional<String> version = part.required("version", "`document`")
                .flatMap(value -> value.text("`version`").filter(text -> {
                    boolean valid = VERSION.matcher(text).matches();
                    if (!valid) {
                        value.problem("`version` must be a semantic version such as `1.0.0`, not `" + text + "`.");
                    }
                    return valid;
                }));
        return namespace.isEmpty() || name.isEmpty() || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new Identity(namespace.get(), name.get(), version.get(), hash));
    }

    private static Optional<String> name(Part document, String property) {
        return document.required(property, "`document`")
                .flatMap(value -> value.text("`" + property + "`").filter(text -> {
                    boolean valid = NAME.matcher(text).matches();
                    if (!valid) {
                        value.problem("`" + property + "` may have letters, digits and hyphens, at most 63, and neither"
                                + " begins nor ends with a hyphen; `" + Scalars.shorten(text) + "` does not fit.");
                    }
                    return valid;
                }));
    }

    private static void evaluation(Part document) {
        document.get("evaluate").filter(part -> part.isObject("`evaluate`")).ifPresent(evaluate -> {
            evaluate.allow("`evaluate`", List.of("language", "mode"));
            evaluate.get("language").ifPresent(language -> language.word("`evaluate.language`", List.of("jq")));
            evaluate.get("mode").ifPresent(mode -> {
                if (mode.text("`evaluate.mode`").filter("loose"::equals).isPresent()) {
                    mode.problem("The mode `loose` is not supported by this version of Millrace; write expressions as"
                            + " `${ ... }` and leave `mode` out.");
                } else {
                    mode.word("`evaluate.mode`", List.of("strict"));
                }
            });
        });
    }
}
