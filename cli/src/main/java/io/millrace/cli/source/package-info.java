/** A definition in another workflow language: its text, where each value stands, and what became of each. */
@NullMarked
package io.millrace.cli.source;

import org.jspecify.annotations.NullMarked;
