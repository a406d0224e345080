/** What arrives from the audit log, and what takes it: entries, batches and the place up to which each is applied. */
@NullMarked
package io.millrace.audit.intake;

import org.jspecify.annotations.NullMarked;
