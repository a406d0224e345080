/** The history in a SQL database: H2 by default, PostgreSQL by setting. */
@NullMarked
package io.millrace.audit.store;

import org.jspecify.annotations.NullMarked;
