/** Reads documents elsewhere over HTTP, within what the egress rules of a tenant allow. */
@NullMarked
package io.millrace.gateway.egress;

import org.jspecify.annotations.NullMarked;
