/** What services share: the records on the topics, their keys, their partitions and their wire format. */
@NullMarked
package io.millrace.schemas;

import org.jspecify.annotations.NullMarked;
