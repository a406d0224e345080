/** Starting and cancelling runs, and waiting for their end. */
@NullMarked
package io.millrace.gateway.run;

import org.jspecify.annotations.NullMarked;
