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
     */
    record Call(TaskHeader header, CallKind kind, Expression arguments) implements Task {}

    /** Runs a list and handles the errors that escape it. */
    record Try(TaskHeader header, TaskList body, Catch handler) implements Task {}
}
