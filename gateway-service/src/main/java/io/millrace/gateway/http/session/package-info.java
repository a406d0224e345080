/** Signing in with a key: a cookie stands for it, so that a page in a browser never keeps the key itself. */
@NullMarked
package io.millrace.gateway.http.session;

import org.jspecify.annotations.NullMarked;
