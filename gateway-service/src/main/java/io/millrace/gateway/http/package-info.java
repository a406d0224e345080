/** The HTTP door: how a request finds its controller, and how every answer looks. */
@NullMarked
package io.millrace.gateway.http;

import org.jspecify.annotations.NullMarked;
