/** Has recorded runs compared with what would come of them under a draft, and sums up what was found. */
@NullMarked
package io.millrace.gateway.whatif;

import org.jspecify.annotations.NullMarked;
