/** What starts runs without anybody asking: decides when, and remembers what has to be remembered in between. */
@NullMarked
package io.millrace.workflow.schedule;

import org.jspecify.annotations.NullMarked;
