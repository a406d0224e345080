package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.dsl.Definition;
import io.millrace.cli.dsl.Functions;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.source.Field;
import io.millrace.cli.source.SourceText;
import io.millrace.cli.source.UnreadableSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Brings definitions over from the Amazon States Language, with JSONPath and with JSONata. */
public final class AslImport {

    private AslImport() {}

    /**
     * Brings a definition over.
     *
     * @param text JSON or YAML
     * @param name what it is called, since the language has no place for a name
     * @throws UnreadableSource if nothing can be made of the text
     */
    public static Imported read(String text, String name) {
        Field root = SourceText.read(text);
        if (!root.node().isObject() || !root.has("States")) {
            throw root.unreadable("This is no state machine: there is no `States` at its top.");
        }
        Set<String> raised = new TreeSet<>();
        collect(root.node(), raised);
        Functions functions = new Functions();
        Machine.Wholeness wholeness = new Machine.Wholeness(new Resources(functions), new ErrorNames(raised));
        List<Task> tasks = new Machine(wholeness, Templates.JSON_PATH, false, false).tasks(root);
        root.get("Version").ifPresent(version -> {
            if (!version.node().asText().equals("1.0")) {
                version.different("Version `" + version.node().asText() + "` is read as if it were `1.0`.");
            }
        });
        Definition definition = new Definition(
                Names.document(name),
                root.text("Comment"),
                root.number("TimeoutSeconds"),
                Value.data(),
                Value.data(),
                functions,
                tasks);
        root.ledger().remark("A path that finds nothing gives null here; with Amazon the state fails.");
        if (text.contains("\"JSONata\"") || text.contains(": JSONata")) {
            root.ledger()
                    .remark("A JSONata path goes through arrays by itself; the jq here does so under a condition and"
                            + " inside functions that gather, elsewhere write `[]`.");
        }
        String yaml = definition
                .toYaml()
                .orElseThrow(
                        () -> root.unreadable("The state machine is nested too deeply or too large to be deployed."));
        return new Imported(
                yaml, root.ledger().close(root.node()), root.ledger().remarks());
    }

    /** The names of errors that the definition's own states raise. */
    private static void collect(JsonNode node, Set<String> raised) {
        if (node.path("Type").asText().equals("Fail")) {
            raised.add(node.path("Error").asText());
        }
        node.forEach(child -> collect(child, raised));
    }
}
