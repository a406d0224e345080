/** The house rules every module is checked against. */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;
