/** Runtime expressions: jq and templates, compiled once and evaluated under a budget that no expression can escape. */
@NullMarked
package io.millrace.workflow.expression;

import org.jspecify.annotations.NullMarked;
