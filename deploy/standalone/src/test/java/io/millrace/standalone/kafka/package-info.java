/** The embedded broker keeps what it acknowledged. */
@NullMarked
package io.millrace.standalone.kafka;

import org.jspecify.annotations.NullMarked;
