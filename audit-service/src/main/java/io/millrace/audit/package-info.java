/** What happened: run history, logs, usage, alerts, lake export and verification. */
@NullMarked
package io.millrace.audit;

import org.jspecify.annotations.NullMarked;
