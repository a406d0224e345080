/** The paths that other services answer, passed on with a signed identity. */
@NullMarked
package io.millrace.gateway.http.doors;

import org.jspecify.annotations.NullMarked;
