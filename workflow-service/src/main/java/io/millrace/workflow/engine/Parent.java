package io.millrace.workflow.engine;

import io.millrace.schemas.RunId;

/**
 * The run that started another one.
 *
 * @param run its id
 * @param position of the activation that asked
 * @param depth how many runs stand above the started one, from 1
 * @param awaits whether it is told the end
 */
public record Parent(RunId run, int position, int depth, boolean awaits) {
    /** Runs that may stand above one another: more is a workflow that starts itself. */
    static final int DEEPEST = 32;
}
