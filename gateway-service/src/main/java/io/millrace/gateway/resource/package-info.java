/** Resources that are kept in compacted topics: what is known of them, and how one is changed without losing another's change. */
@NullMarked
package io.millrace.gateway.resource;

import org.jspecify.annotations.NullMarked;
