/** Measures the executor; nothing here passes or fails. */
@NullMarked
package io.millrace.executor.bench;

import org.jspecify.annotations.NullMarked;
