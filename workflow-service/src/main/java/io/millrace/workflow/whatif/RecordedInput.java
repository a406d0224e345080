package io.millrace.workflow.whatif;

import io.millrace.workflow.engine.RunInput;
import java.time.Instant;

/**
 * One input of a run as it stood in the log.
 *
 * @param input what was asked or what happened
 * @param at the time of its record
 * @param accepted whether the engine took it; a refused result is what a more patient definition might have waited for
 */
public record RecordedInput(RunInput input, Instant at, boolean accepted) {}
