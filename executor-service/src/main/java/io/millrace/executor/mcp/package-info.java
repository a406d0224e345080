/** Steps that ask a server of the Model Context Protocol, over its streamable HTTP transport. */
@NullMarked
package io.millrace.executor.mcp;

import org.jspecify.annotations.NullMarked;
