package io.millrace.workflow.program;

/** What happens to the due times of a schedule that passed while nobody could act on them. */
public sealed interface Missed {

    /** The latest of them are made up for; none when zero. */
    record Latest(int most) implements Missed {}

    /** Every one of them is made up for, however many. */
    record All() implements Missed {}
}
