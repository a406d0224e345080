/** Reads the audit topic and feeds the sinks, each from the positions it keeps itself. */
@NullMarked
package io.millrace.audit.kafka;

import org.jspecify.annotations.NullMarked;
