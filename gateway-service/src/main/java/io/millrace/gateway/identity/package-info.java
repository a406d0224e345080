/** Who asks: keys, roles, and what each may see and do. */
@NullMarked
package io.millrace.gateway.identity;

import org.jspecify.annotations.NullMarked;
