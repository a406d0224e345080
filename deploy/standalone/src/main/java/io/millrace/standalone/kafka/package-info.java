/** The real Kafka broker that the standalone starts inside its own JVM. */
@NullMarked
package io.millrace.standalone.kafka;

import org.jspecify.annotations.NullMarked;
