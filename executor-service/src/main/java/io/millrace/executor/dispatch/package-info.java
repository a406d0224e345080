/** Which step is begun next, and which commands are done: fairness between tenants, repeats, deadlines, offsets. */
@NullMarked
package io.millrace.executor.dispatch;

import org.jspecify.annotations.NullMarked;
