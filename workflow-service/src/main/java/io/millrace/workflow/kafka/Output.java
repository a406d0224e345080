package io.millrace.workflow.kafka;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Key of a record that leaves in the transaction, together with the partition that it has to go to.
 *
 * @param partition from 0
 * @param key the record's key, or null
 */
record Output(int partition, @Nullable Bytes key) {}
