/** The way to the server: requests, answers and streams over HTTP, within limits. */
@NullMarked
package io.millrace.cli.http;

import org.jspecify.annotations.NullMarked;
