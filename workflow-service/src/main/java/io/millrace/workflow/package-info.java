/** Runs workflows: routes events and keeps the state of every run. */
@NullMarked
package io.millrace.workflow;

import org.jspecify.annotations.NullMarked;
