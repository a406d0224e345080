package io.millrace.workflow.program;

/**
 * A pseudo-random extra pause, evenly spread between two durations (see {@link Durations}). The engine derives it from
 * run, task and attempt, so that a replay waits equally long.
 */
public record Jitter(Expression from, Expression to) {}
