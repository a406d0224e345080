/** The claim check: values too large for a record are kept in a blob store, and the record says which. */
@NullMarked
package io.millrace.schemas.blobs;

import org.jspecify.annotations.NullMarked;
