/** Reads YAML and JSON from anyone, within limits, and says where in the text each part stands. */
@NullMarked
package io.millrace.schemas.documents;

import org.jspecify.annotations.NullMarked;
