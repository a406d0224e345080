/** What the expression languages of all sources have in common. */
@NullMarked
package io.millrace.cli.expression;

import org.jspecify.annotations.NullMarked;
