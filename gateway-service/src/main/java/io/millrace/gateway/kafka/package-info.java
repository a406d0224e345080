/** The gateway's side of Kafka: appends, views of resources, and the replies that are pushed to it. */
@NullMarked
package io.millrace.gateway.kafka;

import org.jspecify.annotations.NullMarked;
