package io.millrace.workflow.kafka;

import java.nio.charset.StandardCharsets;

/**
 * Key of a record that leaves in the transaction, together with the partition that it has to go to.
 *
 * @param partition from 0
 * @param key the record's key
 */
record Output(int partition, String key) {
    byte[] bytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
