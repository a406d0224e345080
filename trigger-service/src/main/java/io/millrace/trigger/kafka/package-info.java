/** Kafka: the views on triggers, secrets and tenants, and the topics that events and audit records go to. */
@NullMarked
package io.millrace.trigger.kafka;

import org.jspecify.annotations.NullMarked;
