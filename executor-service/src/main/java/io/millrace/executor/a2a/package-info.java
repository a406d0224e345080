/** Steps that ask an agent over the Agent2Agent protocol, by its JSON-RPC binding. */
@NullMarked
package io.millrace.executor.a2a;

import org.jspecify.annotations.NullMarked;
