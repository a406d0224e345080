/** CloudEvents as they arrive over HTTP. */
@NullMarked
package io.millrace.gateway.event;

import org.jspecify.annotations.NullMarked;
