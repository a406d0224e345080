/** The paths on which runs begin and end and events arrive. */
@NullMarked
package io.millrace.gateway.http.runs;

import org.jspecify.annotations.NullMarked;
