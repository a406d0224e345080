/** What a step is, how it can end, what a tenant may do, and what performs it. */
@NullMarked
package io.millrace.executor.step;

import org.jspecify.annotations.NullMarked;
