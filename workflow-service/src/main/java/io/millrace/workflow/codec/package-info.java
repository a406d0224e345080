/** The compact binary form of a run's state. */
@NullMarked
package io.millrace.workflow.codec;

import org.jspecify.annotations.NullMarked;
