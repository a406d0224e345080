/** Which addresses what the platform does for a tenant may reach. */
@NullMarked
package io.millrace.schemas.egress;

import org.jspecify.annotations.NullMarked;
