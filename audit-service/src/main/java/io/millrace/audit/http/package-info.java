/** The queries of the read side over HTTP, for the gateway: every request carries a signed identity. */
@NullMarked
package io.millrace.audit.http;

import org.jspecify.annotations.NullMarked;
