package io.millrace.workflow.whatif;

import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.TaskHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the activations of a run so that those of another definition can be told by the same names: by the names of
 * the tasks around, the indices of the loops around, and how often the task began there before.
 */
final class Cast {
    private final Map<Integer, Role> roles = new HashMap<>();
    private final TreeMap<Integer, Role> open = new TreeMap<>();
    private final Map<Integer, Integer> iterations = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();

    /**
     * What an activation is in its run.
     *
     * @param key its name, unlike any other's
     * @param parent position of the one around it; 0 for the body of the workflow
     * @param task its id in the program
     * @param header of its task
     */
    record Role(String key, int parent, int task, TaskHeader header) {
        /** The same task when it asks once more, which is another question. */
        Role step(int number) {
            return new Role(key + "@" + number, parent, task, header);
        }

        /** Pointer without the task's own name: the same for a task that was given another name. */
        String place() {
            String pointer = header.pointer();
            return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
        }
    }

    /** Notes who begins and ends by a fact. */
    void take(Program program, RunEvent event) {
        if (event instanceof RunEvent.TaskStarted started) {
            begin(started.position(), role(program, started.parent(), started.task(), "/"));
        } else if (event instanceof RunEvent.CompensationStarted undoing) {
            begin(undoing.position(), role(program, 0, undoing.compensation().task(), "/~"));
        } else if (event instanceof RunEvent.ItemStarted item) {
            String key = key(item.parent()) + "[" + item.index() + "]";
            begin(item.position(), new Role(key, item.parent(), item.task(), header(program, item.task())));
        } else if (event instanceof RunEvent.IterationStarted item) {
            iterations.put(item.position(), item.index());
        } else {
            ended(event).ifPresent(open::remove);
        }
    }

    private static Optional<Integer> ended(RunEvent event) {
        if (event instanceof RunEvent.TaskCompleted ended) {
            return Optional.of(ended.position());
        } else if (event instanceof RunEvent.TaskFaulted ended) {
            return Optional.of(ended.position());
        } else if (event instanceof RunEvent.TaskCancelled ended) {
            return Optional.of(ended.position());
        } else if (event instanceof RunEvent.ItemEnded ended) {
            return Optional.of(ended.position());
        }
        return event instanceof RunEvent.CompensationEnded ended ? Optional.of(ended.position()) : Optional.empty();
    }

    private void begin(int position, Role role) {
        roles.put(position, role);
        open.put(position, role);
    }

    /** The role of a task that was skipped: nothing says where, so it is taken to be in the youngest one around it. */
    Role skipped(Program program, int task) {
        int around = around(program, task);
        int parent = 0;
        for (Map.Entry<Integer, Role> one : open.descendingMap().entrySet()) {
            if (one.getValue().task() == around) {
                parent = one.getKey();
                break;
            }
        }
        return role(program, parent, task, "/");
    }

    private static int around(Program program, int task) {
        String pointer = header(program, task).pointer();
        for (int id = task - 1; id >= 0; id--) {
            if (pointer.startsWith(header(program, id).pointer() + "/")) {
                return id;
            }
        }
        return -1;
    }

    private Role role(Program program, int parent, int task, String mark) {
        TaskHeader header = header(program, task);
        Integer index = iterations.get(parent);
        String name = key(parent) + (index == null ? "" : "[" + index + "]") + mark + header.name();
        int time = times.merge(name, 1, Integer::sum);
        return new Role(time == 1 ? name : name + "#" + time, parent, task, header);
    }

    private static TaskHeader header(Program program, int task) {
        return program.tasks().get(task).header();
    }

    private String key(int position) {
        Role role = roles.get(position);
        return role == null ? "" : role.key();
    }

    /** The role of an activation that has begun, be it over or not; null for position 0. */
    @Nullable
    Role role(int position) {
        return roles.get(position);
    }

    boolean atWork(int position) {
        return open.containsKey(position);
    }

    /** Whether an activation is another one or inside it; everything is inside position 0. */
    boolean inside(int position, int other) {
        int at = position;
        while (at != 0 && at != other) {
            Role role = roles.get(at);
            at = role == null ? 0 : role.parent();
        }
        return at == other;
    }
}
