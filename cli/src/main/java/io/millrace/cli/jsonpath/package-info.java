/** JSONPath and the functions of Amazon's states, as jq. */
@NullMarked
package io.millrace.cli.jsonpath;

import org.jspecify.annotations.NullMarked;
