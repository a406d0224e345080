/** What the server answers, as text for people: nothing in it can steer a terminal. */
@NullMarked
package io.millrace.cli.report;

import org.jspecify.annotations.NullMarked;
