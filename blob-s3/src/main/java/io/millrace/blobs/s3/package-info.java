/** Keeps large values in a bucket of Amazon S3 or of a service that speaks its protocol. */
@NullMarked
package io.millrace.blobs.s3;

import org.jspecify.annotations.NullMarked;
