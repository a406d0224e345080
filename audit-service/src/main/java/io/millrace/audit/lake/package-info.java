/** The audit log as an Apache Iceberg table, for analysis by any engine that reads Iceberg. */
@NullMarked
package io.millrace.audit.lake;

import org.jspecify.annotations.NullMarked;
