/** The compiled form of a workflow definition: immutable records that the engine walks and that hold no text left to parse. */
@NullMarked
package io.millrace.workflow.program;

import org.jspecify.annotations.NullMarked;
