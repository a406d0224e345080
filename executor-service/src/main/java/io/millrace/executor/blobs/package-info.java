/** Brings large arguments to the steps, and large outputs to the blob store. */
@NullMarked
package io.millrace.executor.blobs;

import org.jspecify.annotations.NullMarked;
