/** Performs steps: calls, functions, scripts, connectors. */
@NullMarked
package io.millrace.executor;

import org.jspecify.annotations.NullMarked;
