/** The HTTP door: identity, quotas, management API, tenant routes and live streams. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
