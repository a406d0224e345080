/** How a request says who makes it, for whatever kind of step makes the request. */
@NullMarked
package io.millrace.executor.authentication;

import org.jspecify.annotations.NullMarked;
