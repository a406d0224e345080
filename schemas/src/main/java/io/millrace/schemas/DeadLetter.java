package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that nobody could process, set aside with its reason: the original bytes and headers, and where they came
 * from, so that it can be looked at and replayed.
 */
public final class DeadLetter {
    /** Header with the origin's topic. */
    public static final String ORIGIN_TOPIC = "origin-topic";
    /** Header with the origin's partition, decimal. */
    public static final String ORIGIN_PARTITION = "origin-partition";
    /** Header with the origin's offset, decimal. */
    public static final String ORIGIN_OFFSET = "origin-offset";
    /** Header with the reason, for people, at most 1,000 characters. */
    public static final String REASON = "reason";
    /** Header with the number of attempts, decimal, from 1. */
    public static final String ATTEMPT = "attempt";

    private static final int LONGEST_REASON = 1_000;

    private DeadLetter() {}

    /**
     * The record for the dead-letter topic of the origin.
     *
     * @param origin key and value as they were read
     * @param reason why it could not be processed
     * @param attempt how many times it was tried, from 1
     */
    public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> origin, String reason, int attempt) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                origin.topic() + Topics.DEAD_LETTER_SUFFIX, null, origin.key(), origin.value(), origin.headers());
        add(letter, ORIGIN_TOPIC, origin.topic());
        add(letter, ORIGIN_PARTITION, Integer.toString(origin.partition()));
        add(letter, ORIGIN_OFFSET, Long.toString(origin.offset()));
        add(letter, REASON, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        add(letter, ATTEMPT, Integer.toString(attempt));
        return letter;
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().remove(name);
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
