/** The demo: real input through the real door, and four independent witnesses of what became of it. */
@NullMarked
package io.millrace.standalone.demo;

import org.jspecify.annotations.NullMarked;
