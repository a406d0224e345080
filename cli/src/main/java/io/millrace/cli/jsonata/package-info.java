/** The common part of JSONata, as jq. */
@NullMarked
package io.millrace.cli.jsonata;

import org.jspecify.annotations.NullMarked;
