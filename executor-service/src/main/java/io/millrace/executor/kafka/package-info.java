/** Commands in and results out: the executor's consumption, its results, its dead letters and its view of tenants. */
@NullMarked
package io.millrace.executor.kafka;

import org.jspecify.annotations.NullMarked;
