/** The engine on Kafka Streams: reads run inputs and events, keeps run state, sends what was decided. */
@NullMarked
package io.millrace.workflow.kafka;

import org.jspecify.annotations.NullMarked;
