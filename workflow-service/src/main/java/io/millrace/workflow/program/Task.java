package io.millrace.workflow.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task of a definition. The engine switches over the kinds, so a new kind does not compile until it is run. */
public sealed interface Task {

    /** What every task has. */
    TaskHeader header();

    /** Runs a list; its output is that of the last task that ran. */
    record Do(TaskHeader header, TaskList body) implements Task {}

    /** Replaces the data by a value. */
    record Set(TaskHeader header, Expression value) implements Task {}

    /**
     * Chooses where to go; data passes unchanged.
     *
     * @param cases in order, the first that holds wins; when none does, {@code header.then} applies
     */
    record Switch(TaskHeader header, List<Case> cases) implements Task {

        /** Copies what it is given. */
        public Switch {
            cases = List.copyOf(cases);
        }
    }

    /**
     * One way out of a {@link Switch}.
     *
     * @param when absent for the default, which always holds
     */
    record Case(String name, @Nullable Expression when, Transition then) {}

    /**
     * Fails on purpose.
     *
     * @param error evaluates to {@code {type, status, title?, detail?}}; the engine adds {@code instance}
     */
    record Raise(TaskHeader header, Expression error) implements Task {}

    /**
     * Lets time pass; its output is its input.
     *
     * @param duration see {@link Durations}
     */
    record Wait(TaskHeader header, Expression duration) implements Task {}

    /**
     * Publishes a CloudEvent, which is also the output.
     *
     * @param event evaluates to the attributes written under {@code with}; the engine adds id, source, time and
     *     specversion where they are missing
     */
    record Emit(TaskHeader header, Expression event) implements Task {}

    /**
     * Has an executor do a step; its result is the output.
     *
     * @param arguments evaluates to the object that {@code kind} describes
     * @param await whether the step's result is the output; otherwise the task ends at once with its input, and nobody
     *     looks at the result
     */
    record Call(TaskHeader header, CallKind kind, Expression arguments, boolean await) implements Task {}

    /** Runs a list and handles the errors that escape it. */
    record Try(TaskHeader header, TaskList body, Catch handler) implements Task {}

    /** Runs a list once for each item: each run's input is the output of the one before it. */
    record For(TaskHeader header, Loop loop, TaskList body) implements Task {}

    /**
     * Runs a list once for each item, several at a time, each on a copy of the task's input; its output is the array of
     * the outputs in the order of the items.
     */
    record Spread(TaskHeader header, Loop loop, Parallel parallel, TaskList body) implements Task {}

    /**
     * Runs tasks side by side, each on a copy of {@code $context}.
     *
     * @param branches the tasks; each is a branch of its own
     * @param compete whether the first branch that ends wins and the others are given up; its output is then the output,
     *     otherwise it is the array of all outputs in the order of the definition
     */
    record Fork(TaskHeader header, TaskList branches, boolean compete) implements Task {}

    /**
     * Waits for events; its output is the array of those it consumed.
     *
     * @param each what is done with each event, one at a time; absent when they are only gathered
     */
    record Listen(
            TaskHeader header,
            EventStrategy to,
            Reading read,
            @Nullable ForEachEvent each) implements Task {}

    /**
     * Takes messages of a broker; its output is the array of those it took.
     *
     * @param arguments evaluates to the object that {@link CallKind#ASYNCAPI} describes, without {@code subscription}
     * @param filter holds for the messages that it takes; absent when it takes all
     * @param lifetime when it takes no more
     * @param each what is done with each message, one at a time; absent when they are only gathered
     */
    record Subscribe(
            TaskHeader header,
            Expression arguments,
            @Nullable Expression filter,
            Lifetime lifetime,
            @Nullable ForEachEvent each)
            implements Task {}

    /**
     * Runs another workflow.
     *
     * @param child evaluates to {@code {namespace, name, version, input}}: version {@code latest}, an alias or a
     *     semantic version; input the raw input of the child
     * @param await whether the child's output is the output; otherwise the task ends at once with its input
     */
    record RunWorkflow(TaskHeader header, Expression child, boolean await) implements Task {}

    /**
     * Waits for someone outside to complete it by a token.
     *
     * @param request a step that hands the token over, which it finds in {@code $callback}; absent when people find it
     *     in the run
     * @param expires longest time to wait, see {@link Durations}
     * @param heartbeat longest time between two signs of life
     */
    record Callback(
            TaskHeader header,
            @Nullable Request request,
            @Nullable Expression expires,
            @Nullable Expression heartbeat) implements Task {}

    /** A step of an executor. */
    record Request(CallKind kind, Expression arguments) {}
}
