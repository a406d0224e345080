/** Serves the console, the web page that the gateway carries. */
@NullMarked
package io.millrace.gateway.http.console;

import org.jspecify.annotations.NullMarked;
