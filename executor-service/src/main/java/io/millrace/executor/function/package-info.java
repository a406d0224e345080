/** Steps that call a function, and the functions that come with Millrace. */
@NullMarked
package io.millrace.executor.function;

import org.jspecify.annotations.NullMarked;
