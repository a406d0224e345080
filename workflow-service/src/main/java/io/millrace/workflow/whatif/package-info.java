/** Runs another definition over the record of a run and says what would have come of it, without calling anybody. */
@NullMarked
package io.millrace.workflow.whatif;

import org.jspecify.annotations.NullMarked;
