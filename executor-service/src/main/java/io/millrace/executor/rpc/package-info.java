/** JSON-RPC 2.0: how requests are written and answers are read, whatever carries them. */
@NullMarked
package io.millrace.executor.rpc;

import org.jspecify.annotations.NullMarked;
