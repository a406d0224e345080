/** What the audit log says about runs: folding records into the list of runs and into the history of one run. */
@NullMarked
package io.millrace.audit.history;

import org.jspecify.annotations.NullMarked;
