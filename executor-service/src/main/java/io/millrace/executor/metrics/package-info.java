/** What an executor counts. */
@NullMarked
package io.millrace.executor.metrics;

import org.jspecify.annotations.NullMarked;
