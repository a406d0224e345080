/** Lets callers in by their keys, with Spring Security. */
@NullMarked
package io.millrace.gateway.http.security;

import org.jspecify.annotations.NullMarked;
