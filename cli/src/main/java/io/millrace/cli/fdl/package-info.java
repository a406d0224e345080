/** Alibaba's Flow Definition Language, the old of steps and the new of states, as the Open Workflow DSL. */
@NullMarked
package io.millrace.cli.fdl;

import org.jspecify.annotations.NullMarked;
