package io.millrace.executor.kafka;

import org.apache.kafka.common.TopicPartition;

/** Where a record stands. */
record RecordPlace(String topic, int number, long offset) {
    TopicPartition partition() {
        return new TopicPartition(topic, number);
    }
}
