package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.documents.Scalars;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.TaskList;
import java.time.Duration;
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
        Reusables reusables = new Reusables(document);
        ExpressionReader reader = new ExpressionReader(expressions, isLoose(document), reusables.secrets());
        Timeouts timeouts = new Timeouts(reader, reusables);
        TaskCompiler tasks = new TaskCompiler(reader, reusables, timeouts, new Extensions(document, reader));
        Visible visible = Visible.OUTERMOST;
        DataFlow flow = new DataFlows(reader).ofWorkflow(document, visible);
        @Nullable Expression timeout = timeouts.of(document, visible.inWorkflowInput());
        ScheduleCompiler.Starts starts = new ScheduleCompiler(reader, tasks.listens()).starts(document);
        Duration buffer = buffer(document);
        Optional<TaskList> body = document.required("do", "A definition").map(list -> tasks.list(list, visible));
        Authentications authentications = new Authentications(reader, reusables);
        Catalogs.check(document, authentications, visible.inTask());
        checkUnused(reusables, timeouts, tasks, authentications);
        return identity.isEmpty() || body.isEmpty()
                ? Optional.empty()
                : Optional.of(new Program(
                        identity.get(),
                        root,
                        flow,
                        body.get(),
                        tasks.tasks(),
                        timeout,
                        starts.startsOn(),
                        reusables.secrets(),
                        buffer,
                        starts.schedule()));
    }

    private static Duration buffer(Part root) {
        Optional<Part> buffer = root.get("document")
                .flatMap(document -> Vendor.of(document, Vendor.OF_DEFINITION))
                .flatMap(millrace -> millrace.get("buffer"));
        try {
            Duration given = buffer.map(part -> Durations.of(part.node())).orElse(Program.USUAL_BUFFER);
            if (given.compareTo(Program.LONGEST_BUFFER) <= 0) {
                return given;
            }
            buffer.ifPresent(part -> part.problem(
                    "`buffer` says how long events wait for runs that listen later; it may be one hour at most."));
        } catch (ExpressionException invalid) {
            buffer.ifPresent(part -> part.problem(invalid.getMessage()));
        }
        return Program.USUAL_BUFFER;
    }

    /** Compiles what is declared under {@code use} and not used, so that mistakes in it show too. */
    private static void checkUnused(
            Reusables reusables, Timeouts timeouts, TaskCompiler tasks, Authentications authentications) {
        Visible visible = Visible.OUTERMOST;
        reusables.unused("timeouts").forEach(timeout -> timeouts.read(timeout, visible.beforeTask()));
        reusables.unused("retries").forEach(policy -> tasks.catches().retry(policy, visible.with("error")));
        reusables.unused("functions").forEach(tasks::unusedFunction);
        reusables
                .unused("authentications")
                .forEach(authentication -> authentications.check(authentication, visible.inTask()));
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

    /** Whether texts need no {@code ${ }} around them to be expressions. */
    private static boolean isLoose(Part document) {
        Optional<Part> evaluate = document.get("evaluate").filter(part -> part.isObject("`evaluate`"));
        evaluate.ifPresent(part -> part.allow("`evaluate`", List.of("language", "mode")));
        evaluate.flatMap(part -> part.get("language"))
                .ifPresent(language -> language.word("`evaluate.language`", List.of("jq")));
        return evaluate.flatMap(part -> part.get("mode"))
                .flatMap(mode -> mode.word("`evaluate.mode`", List.of("strict", "loose")))
                .filter("loose"::equals)
                .isPresent();
    }
}
