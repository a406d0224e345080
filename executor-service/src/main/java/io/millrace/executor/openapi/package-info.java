/** Steps that call an operation which an OpenAPI document describes. */
@NullMarked
package io.millrace.executor.openapi;

import org.jspecify.annotations.NullMarked;
