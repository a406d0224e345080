/** The Open Workflow DSL: reads a definition and compiles it, or says everything that is wrong with it. */
@NullMarked
package io.millrace.workflow.language;

import org.jspecify.annotations.NullMarked;
