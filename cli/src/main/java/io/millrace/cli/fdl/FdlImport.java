package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.dsl.Definition;
import io.millrace.cli.dsl.Functions;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.source.Field;
import io.millrace.cli.source.SourceText;
import io.millrace.cli.source.UnreadableSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings definitions over from Alibaba's Flow Definition Language, of both dialects. */
public final class FdlImport {

    private FdlImport() {}

    /**
     * Brings a definition over.
     *
     * @param text YAML or JSON
     * @param name what it is called if it does not say itself
     * @throws UnreadableSource if nothing can be made of the text
     */
    public static Imported read(String text, String name) {
        Field root = SourceText.read(text);
        boolean isMachine = root.node().path("Type").asText().equals("StateMachine");
        if (!isMachine && !root.node().path("type").asText().equals("flow")) {
            throw root.unreadable(
                    "This is no flow: it begins neither with `Type: StateMachine` nor with `type: flow`.");
        }
        Set<String> raised = new TreeSet<>();
        collect(root.node(), raised);
        Functions functions = new Functions();
        FlowActions actions = new FlowActions(functions);
        Definition definition = isMachine
                ? ofStates(root, name, functions, new FlowStates(actions, new Errors(raised), false, false).tasks(root))
                : ofSteps(root, name, functions, new Steps(actions, new Errors(raised), false).tasks(root));
        root.ledger().remark("A path that finds nothing gives null here.");
        String yaml = definition
                .toYaml()
                .orElseThrow(() -> root.unreadable("The flow is nested too deeply or too large to be deployed."));
        return new Imported(
                yaml, root.ledger().close(root.node()), root.ledger().remarks());
    }

    private static Definition ofStates(Field root, String name, Functions functions, List<Task> tasks) {
        expect(root, "Type", "StateMachine");
        expect(root, "SpecVersion", "v1");
        return new Definition(
                Names.document(root.text("Name").orElse(name)),
                root.text("Description"),
                root.number("TimeoutSeconds"),
                Value.data(),
                Value.data(),
                functions,
                tasks);
    }

    private static Definition ofSteps(Field root, String name, Functions functions, List<Task> tasks) {
        expect(root, "type", "flow");
        expect(root, "version", "v1");
        root.ledger()
                .remark("The input of a flow and its local variables are one object here: what a step gives hides an"
                        + " input of the same name.");
        // Before the first task there is no context and no task.
        Roots ofRun = (variable, names) -> switch (variable) {
            case "input", "local" -> new Roots.Root(Jq.DATA, 0);
            default -> throw new Untranslatable("only `$input` and `$local` can be used there");
        };
        Value input = root.get("inputMappings")
                .map(list -> Values.mappings(list, ofRun))
                .orElse(Value.data());
        Value output = root.get("outputMappings")
                .map(list -> Values.mappings(list, ofRun))
                .orElse(Value.data());
        return new Definition(
                Names.document(root.text("name").orElse(name)),
                root.text("description"),
                root.number("timeoutSeconds"),
                input,
                output,
                functions,
                tasks);
    }

    private static void expect(Field root, String property, String value) {
        Optional<Field> field = root.get(property);
        field.filter(given -> !given.node().asText().equals(value))
                .ifPresent(given ->
                        given.different("`" + given.node().asText() + "` is read as if it were `" + value + "`."));
    }

    /** The names of errors that the definition's own states raise. */
    private static void collect(JsonNode node, Set<String> raised) {
        if (node.path("Type").asText().equals("Fail")) {
            raised.add(node.path("Code").asText());
        }
        if (node.path("type").asText().equals("fail")) {
            raised.add(node.path("error").asText());
        }
        node.forEach(child -> collect(child, raised));
    }
}
