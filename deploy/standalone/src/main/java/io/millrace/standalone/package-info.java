/** All services and a real Kafka broker in one JVM. */
@NullMarked
package io.millrace.standalone;

import org.jspecify.annotations.NullMarked;
