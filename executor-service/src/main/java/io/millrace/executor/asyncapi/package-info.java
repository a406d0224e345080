/** Steps that publish or receive messages as an AsyncAPI document describes: over Kafka, MQTT and HTTP. */
@NullMarked
package io.millrace.executor.asyncapi;

import org.jspecify.annotations.NullMarked;
