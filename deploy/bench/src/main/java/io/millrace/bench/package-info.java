/** Measures a running Millrace. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
