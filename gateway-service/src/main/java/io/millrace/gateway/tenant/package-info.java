/** Tenants: what they may use, which partitions they own, and what is theirs. */
@NullMarked
package io.millrace.gateway.tenant;

import org.jspecify.annotations.NullMarked;
