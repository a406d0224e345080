/** The command line: reads files, writes files, and says what happened. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
