/** Published workflow definitions: which versions there are, and how one more is published. */
@NullMarked
package io.millrace.gateway.workflow;

import org.jspecify.annotations.NullMarked;
