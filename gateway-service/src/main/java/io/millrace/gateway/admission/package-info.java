/** How fast a tenant may start runs and send events. */
@NullMarked
package io.millrace.gateway.admission;

import org.jspecify.annotations.NullMarked;
