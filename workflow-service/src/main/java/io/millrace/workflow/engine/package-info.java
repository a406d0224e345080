/** The workflow engine as a pure function: what follows from an input, and what a fact does to the state of a run. */
@NullMarked
package io.millrace.workflow.engine;

import org.jspecify.annotations.NullMarked;
