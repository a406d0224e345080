/** The paths of tenants, keys, workflows, triggers and secrets. */
@NullMarked
package io.millrace.gateway.http.resources;

import org.jspecify.annotations.NullMarked;
