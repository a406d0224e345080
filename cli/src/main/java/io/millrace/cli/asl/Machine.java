package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Attempts;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.machine.Ways;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the states of a machine, or of one inside a state, as a list of tasks. */
final class Machine {

    private static final Ways.Words WORDS = new Ways.Words("Choices", "Comment");

    private final Wholeness wholeness;
    private final Templates inherited;
    private final boolean iterated;
    private final Ways ways;

    /**
     * What holds for the whole source.
     *
     * @param resources what tasks do
     * @param errors what errors are called
     */
    record Wholeness(Resources resources, ErrorNames errors) {}

    /**
     * @param inherited the query language of states that do not say
     * @param nested whether the end of the list is not the end of the run
     * @param iterated whether it is done for each of several items
     */
    Machine(Wholeness wholeness, Templates inherited, boolean nested, boolean iterated) {
        this.wholeness = wholeness;
        this.inherited = inherited;
        this.iterated = iterated;
        this.ways = new Ways(WORDS, nested);
    }

    /** Keeps a name from being given to a task, because another task of the list has it. */
    void reserve(String name) {
        ways.names().unique(name);
    }

    /** Reads a machine: an object with {@code StartAt} and {@code States}. */
    List<Task> tasks(Field machine) {
        Templates templates = templates(machine, inherited);
        Field states = machine.get("States")
                .filter(field -> field.node().isObject() && !field.node().isEmpty())
                .orElseThrow(() -> machine.unreadable("A state machine needs `States`, an object with at least one."));
        Map<String, Field> all = new LinkedHashMap<>();
        states.properties().forEach(state -> all.put(state.name(), state));
        if (all.size() > Ways.MOST_STATES) {
            throw states.unreadable(
                    "There are " + all.size() + " states; at most " + Ways.MOST_STATES + " are allowed.");
        }
        Field start = machine.get("StartAt")
                .filter(field -> all.containsKey(field.node().asText()))
                .orElseThrow(() -> machine.unreadable("`StartAt` must name one of the `States`."));
        List<List<Task>> tasks = new ArrayList<>();
        ways.enter(start.node().asText(), all).forEach(state -> tasks.add(state(state, templates)));
        return Task.joined(tasks);
    }

    static Templates templates(Field owner, Templates inherited) {
        Optional<Field> language = owner.get("QueryLanguage");
        return switch (language.map(field -> field.node().asText()).orElse("")) {
            case "JSONata" -> Templates.JSONATA;
            case "JSONPath" -> Templates.JSON_PATH;
            case "" -> inherited;
            default -> {
                language.ifPresent(field -> field.lost("There are the query languages `JSONPath` and `JSONata` only."));
                yield inherited;
            }
        };
    }

    private List<Task> state(Field state, Templates templates) {
        DataRules rules = new DataRules(templates(state, templates), state, iterated);
        String name = ways.task(state);
        String type = state.text("Type").orElse("");
        States states = new States(rules, wholeness);
        List<Task> tasks = switch (type) {
            case "Choice" -> new Choices(rules, ways.names(), ways::target).tasks(name);
            case "Succeed" -> List.of(new Task(name, states.succeed().put("then", ways.end())));
            case "Fail" -> List.of(new Task(name, states.fail()));
            case "Pass" -> List.of(new Task(name, states.pass().put("then", ways.next(state))));
            case "Wait" -> List.of(new Task(name, states.pause().put("then", ways.next(state))));
            case "Task", "Parallel", "Map" -> {
                ObjectNode action = switch (type) {
                    case "Task" -> states.task();
                    case "Parallel" -> states.parallel();
                    default -> states.map();
                };
                Attempts attempts = Handling.of(rules, wholeness.errors(), ways::target);
                yield attempts.around(name, action, ways.next(state), ways.names());
            }
            default -> {
                state.lost("There is no state of type `" + type + "`; the task faults in its place.");
                yield List.of(new Task(name, Actions.missing("The state was of type " + type + ".")));
            }
        };
        ways.note(state, tasks.getFirst().body());
        return tasks;
    }
}
