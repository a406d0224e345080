package io.millrace.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Names one run: 48 bits of time in milliseconds, 16 bits of partition, 64 bits of randomness. The partition is part
 * of the id, so that every sender finds the run's log without a lookup. As text: 26 lower-case characters of
 * Crockford's base 32, in the order of the bits.
 *
 * @param high time (48 bits) and partition (16 bits)
 * @param low randomness, or a hash when the id is derived from a key
 */
public record RunId(long high, long low) implements Comparable<RunId> {
    /** Length of the text form. */
    public static final int TEXT_LENGTH = 26;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int PARTITION_MASK = 0xffff;

    /**
     * Makes a new id.
     *
     * @param now time that the id carries
     * @param partition 0 to 65,535
     * @param random source of the last 64 bits
     * @throws IllegalArgumentException when the partition is out of range
     */
    public static RunId random(Instant now, int partition, RandomGenerator random) {
        return new RunId(timeAndPartition(now.toEpochMilli(), partition), random.nextLong());
    }

    /**
     * Derives the id that always belongs to the same parts: whoever starts the same thing twice names the same run.
     *
     * @param partition 0 to 65,535
     * @param parts what identifies the start, for example tenant, workflow and idempotency key
     * @throws IllegalArgumentException when the partition is out of range
     */
    public static RunId derived(int partition, String... parts) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(parts));
        return new RunId(timeAndPartition(hash.getLong() >>> 16, partition), hash.getLong());
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the text is no run id
     */
    public static RunId parse(String text) {
        if (text.length() != TEXT_LENGTH || digit(text, 0) > 7) {
            throw new IllegalArgumentException("'" + text + "' is no run id: expected 26 characters of base 32");
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            high = high << 5 | low >>> 59;
            low = low << 5 | digit(text, i);
        }
        return new RunId(high, low);
    }

    /** The partition of run-inputs, step-commands and audit that belongs to the run, 0 to 65,535. */
    public int partition() {
        return (int) (high & PARTITION_MASK);
    }

    /** The 16 bytes of the id, most significant first: the key of the run's state. */
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public int compareTo(RunId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        byte[] text = new byte[TEXT_LENGTH];
        long h = high;
        long l = low;
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            text[i] = (byte) ALPHABET.charAt((int) (l & 31));
            l = l >>> 5 | h << 59;
            h >>>= 5;
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static long timeAndPartition(long millis, int partition) {
        if (partition < 0 || partition > PARTITION_MASK) {
            throw new IllegalArgumentException("partition " + partition + " is out of range 0 to 65535");
        }
        return millis << 16 | partition;
    }

    private static int digit(String text, int index) {
        int digit = ALPHABET.indexOf(text.charAt(index));
        if (digit < 0) {
            throw new IllegalArgumentException("'" + text + "' is no run id: unexpected character at " + index);
        }
        return digit;
    }

    private static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
