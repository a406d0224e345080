/** Steps that call a gRPC method, whose messages are known only from the text of its .proto file. */
@NullMarked
package io.millrace.executor.grpc;

import org.jspecify.annotations.NullMarked;
