/** The door to what-ifs: recorded runs compared with what would come of them under a draft. */
@NullMarked
package io.millrace.gateway.http.whatif;

import org.jspecify.annotations.NullMarked;
