/** What a webhook trigger is, and the rules that its definition is held to. */
@NullMarked
package io.millrace.trigger.definition;

import org.jspecify.annotations.NullMarked;
