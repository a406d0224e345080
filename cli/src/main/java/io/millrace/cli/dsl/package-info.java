/** The Open Workflow DSL as a thing to be written: expressions, tasks, whole definitions, and their text. */
@NullMarked
package io.millrace.cli.dsl;

import org.jspecify.annotations.NullMarked;
