/** Turns outside happenings into events. */
@NullMarked
package io.millrace.trigger;

import org.jspecify.annotations.NullMarked;
