/** Reads and writes the JSON of the management API, with limits, and says where a document is wrong. */
@NullMarked
package io.millrace.gateway.json;

import org.jspecify.annotations.NullMarked;
