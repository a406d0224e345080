/** What machines of states have in common, in whichever language they are written. */
@NullMarked
package io.millrace.cli.machine;

import org.jspecify.annotations.NullMarked;
