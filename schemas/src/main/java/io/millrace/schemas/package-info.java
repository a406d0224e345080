/** What Millrace's services share: topic names, keys, the partition rule, the wire format and how resources are read. */
@NullMarked
package io.millrace.schemas;

import org.jspecify.annotations.NullMarked;
