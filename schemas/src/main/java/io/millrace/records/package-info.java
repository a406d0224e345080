/** The records of Millrace's topics, generated from {@code millrace.avdl}; which fields may be null stands in the schema. */
@NullUnmarked
package io.millrace.records;

import org.jspecify.annotations.NullUnmarked;
