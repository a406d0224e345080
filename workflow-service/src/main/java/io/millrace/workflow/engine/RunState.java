package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that a run is, between two inputs. What it was stands in the audit, not here. */
public sealed interface RunState {
    /** How far the run is. */
    Status status();

    /** Nothing is known of the run. */
    record NotStarted() implements RunState {
        @Override
        public Status status() {
            return Status.PENDING;
        }
    }

    /**
     * The run has begun and not ended.
     *
     * @param id the run
     * @param tenant its owner
     * @param definition the version it is pinned to
     * @param startedAt when it began
     * @param rawInput the input it was started with
     * @param context {@code $context}
     * @param activations the tasks at work; empty only while the run pauses between two tasks of its body
     * @param timers what it waits for
     * @param places where it goes on when its turn comes again, or when it is resumed
     * @param counters numbers that only grow
     * @param waiters who is told the end
     * @param seed what the tokens of its callbacks are derived from
     * @param parent the run that waits for it, or null
     * @param suspended whether no new task begins
     * @param compensations tasks that can be undone, in the order in which they ended
     * @param ending how it will end when everything is undone, or null
     */
    record Active(
            RunId id,
            String tenant,
            Identity definition,
            Instant startedAt,
            JsonNode rawInput,
            JsonNode context,
            List<Activation> activations,
            List<Timer> timers,
            List<Place> places,
            Counters counters,
            List<Waiter> waiters,
            Seed seed,
            @Nullable Parent parent,
            boolean suspended,
            List<Compensation> compensations,
            @Nullable Ending ending)
            implements RunState {

        /** Copies the lists it is given. */
        public Active {
            activations = List.copyOf(activations);
            timers = List.copyOf(timers);
            places = List.copyOf(places);
            compensations = List.copyOf(compensations);
            waiters = List.copyOf(waiters);
        }

        @Override
        public Status status() {
            if (suspended) {
                return Status.SUSPENDED;
            }
            return !places.isEmpty() || performing(activations) ? Status.RUNNING : Status.WAITING;
        }

        /** Whether the task at a position waits for events. */
        public boolean listens(int position) {
            List<Activation> path = path(position);
            return !path.isEmpty() && path.getLast().phase() instanceof Phase.Listening;
        }

        /** The activation at a position and those around it, outermost first; empty when there is none. */
        List<Activation> path(int position) {
            return Activation.path(activations, position);
        }

        Optional<Timer> timer(int number) {
            return timers.stream().filter(timer -> timer.number() == number).findFirst();
        }

        private static boolean performing(List<Activation> activations) {
            return activations.stream()
                    .anyMatch(activation -> activation.stepAtWork() > 0 || performing(activation.children()));
        }
    }

    /**
     * The run has ended; what is left is a marker that lets repeats be recognised.
     *
     * @param status a terminal one
     * @param endedAt when it ended
     * @param wreck what a retry begins with; null unless an error ended the run
     */
    record Ended(Status status, Instant endedAt, @Nullable Wreck wreck) implements RunState {
        /** Checks that the status is terminal. */
        public Ended {
            if (!status.terminal()) {
                throw new IllegalArgumentException(status + " is not the end of a run");
            }
        }
    }

    /**
     * Where a run goes on.
     *
     * @param parent position of the activation whose list is being run; 0 for the body of the workflow
     * @param index of the next task in that list
     * @param data its raw input
     */
    record Place(int parent, int index, JsonNode data) {}

    /**
     * Numbers that only grow, so that what they name is never mixed up.
     *
     * @param position of the task that began last
     * @param timer that was set last
     * @param stretch in which the run is, from 1
     * @param tasks tasks that began
     * @param steps steps that were scheduled
     * @param stepMillis time that executors worked, in milliseconds
     */
    record Counters(int position, int timer, int stretch, int tasks, int steps, long stepMillis) {
        static final Counters ZERO = new Counters(0, 0, 1, 0, 0, 0);

        Counters taskStarted(int at) {
            return new Counters(at, timer, stretch, tasks + 1, steps, stepMillis);
        }

        Counters timerSet(int number) {
            return new Counters(position, number, stretch, tasks, steps, stepMillis);
        }

        Counters nextStretch() {
            return new Counters(position, timer, stretch + 1, tasks, steps, stepMillis);
        }

        Counters stepScheduled() {
            return new Counters(position, timer, stretch, tasks, steps + 1, stepMillis);
        }

        Counters stepEnded(long millis) {
            return new Counters(position, timer, stretch, tasks, steps, stepMillis + millis);
        }
    }
}
