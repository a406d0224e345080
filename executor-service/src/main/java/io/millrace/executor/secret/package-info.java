/** Puts the values of secrets into steps just before they are performed, and takes them out of what comes back. */
@NullMarked
package io.millrace.executor.secret;

import org.jspecify.annotations.NullMarked;
