/** Steps that call an HTTP endpoint, without ever reaching an address that their tenant may not reach. */
@NullMarked
package io.millrace.executor.http;

import org.jspecify.annotations.NullMarked;
