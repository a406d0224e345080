/** Triggers as the management API takes them. */
@NullMarked
package io.millrace.gateway.trigger;

import org.jspecify.annotations.NullMarked;
