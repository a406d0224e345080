package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run that failed back to one of its tasks. What is inside a {@code do} or a {@code try} can be begun with; what
 * is inside a loop, a fork or a listen begins with that task, because the state of the others in it is gone.
 */
final class Retrying {
    private final Walk walk;
    private final Minutes minutes;

    Retrying(Walk walk, Minutes minutes) {
        this.walk = walk;
        this.minutes = minutes;
    }

    /** Where a retry begins. */
    sealed interface Start {
        /** With the workflow's raw input. */
        record Beginning(JsonNode rawInput) implements Start {}

        /** With the task at the end of a way down. */
        record At(List<Level> levels, JsonNode data) implements Start {}
    }

    /**
     * A task on the way down.
     *
     * @param index where it stands in its list
     * @param rawInput what had come in, for those around the task to begin with
     */
    record Level(Task task, int index, @Nullable JsonNode rawInput) {}

    /** Finds where to begin; empty when the task does not exist or its input is unknown. */
    static Optional<Start> find(Program program, Wreck wreck, RunInput.RetryRun retry) {
        if (retry.from() != null) {
            return levels(program, wreck, retry.from()).flatMap(levels -> start(levels, retry.input()));
        }
        for (int depth = wreck.failed().size(); depth > 0; depth--) {
            Optional<List<Level>> levels =
                    levels(program, wreck, wreck.failed().get(depth - 1).pointer());
            if (levels.isPresent()) {
                return start(levels.get(), retry.input());
            }
        }
        return Optional.of(new Start.Beginning(retry.input() == null ? wreck.rawInput() : retry.input()));
    }

    private static Optional<Start> start(List<Level> levels, @Nullable JsonNode given) {
        JsonNode data = given == null ? levels.getLast().rawInput() : given;
        return data == null ? Optional.empty() : Optional.of(new Start.At(levels, data));
    }

    private static Optional<List<Level>> levels(Program program, Wreck wreck, String pointer) {
        List<Level> levels = new ArrayList<>();
        return descend(program.body(), wreck, pointer, levels) ? Optional.of(levels) : Optional.empty();
    }

    private static boolean descend(TaskList list, Wreck wreck, String pointer, List<Level> levels) {
        for (int index = 0; index < list.tasks().size(); index++) {
            Task task = list.tasks().get(index);
            String here = task.header().pointer();
            boolean target = here.equals(pointer);
            if (!target && !pointer.startsWith(here + "/")) {
                continue;
            }
            levels.add(new Level(task, index, rawInput(wreck, here)));
            boolean found = target
                    || switch (task) {
                        case Task.Do group -> descend(group.body(), wreck, pointer, levels);
                        case Task.Try attempt -> descend(attempt.body(), wreck, pointer, levels);
                        // Begins as a whole.
                        case Task.For _, Task.Spread _, Task.Fork _, Task.Listen _, Task.Subscribe _ -> true;
                        case Task.Set _,
                                Task.Switch _,
                                Task.Raise _,
                                Task.Wait _,
                                Task.Emit _,
                                Task.Call _,
                                Task.RunWorkflow _,
                                Task.Callback _ -> false;
                    };
            if (found) {
                return true;
            }
            levels.removeLast();
        }
        return false;
    }

    private static @Nullable JsonNode rawInput(Wreck wreck, String pointer) {
        return wreck.failed().stream()
                .filter(failed -> failed.pointer().equals(pointer))
                .map(Wreck.Failed::rawInput)
                .findFirst()
                .orElse(null);
    }

    /** Begins every task of the way down, and the last one with the data. */
    void enter(List<Level> levels, JsonNode data) {
        int parent = 0;
        for (Level level : levels.subList(0, levels.size() - 1)) {
            JsonNode rawInput = level.rawInput() == null ? data : level.rawInput();
            int expected = minutes.nextPosition();
            walk.begin(parent, level.task(), rawInput);
            // Skipped, failed, or through: then the run has gone another way already.
            if (!minutes.atWork() || !walk.hasPlaces() || !minutes.atWork(expected)) {
                return;
            }
            Place first = walk.takeBack();
            if (first.parent() != expected) {
                walk.goOnAt(first);
                return;
            }
            parent = expected;
        }
        walk.goOnAt(new Place(parent, levels.getLast().index(), data));
    }
}
