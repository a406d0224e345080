package io.millrace.schemas.blobs;

import java.util.Optional;

/**
 * What stands in a record in place of a large JSON text: {@code @claim:<sha256>:<bytes>}. No JSON text begins with an
 * at sign, so a claim is never taken for a value, nor a value for a claim.
 *
 * @param sha256 SHA-256 of the JSON text in UTF-8, 64 lower-case hexadecimal digits
 * @param bytes size of that text in UTF-8, from 1
 */
public record Claim(String sha256, long bytes) {
    private static final String PREFIX = "@claim:";
    private static final int HASH_END = PREFIX.length() + 64;
    private static final int SHORTEST = HASH_END + 2;
    private static final int LONGEST = HASH_END + 1 + 10;

    /** Whether a text means to be a claim. It may still be a malformed one. */
    public static boolean stands(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * The claim that a text is; empty for JSON text.
     *
     * @throws IllegalArgumentException when it begins like a claim and is none
     */
    public static Optional<Claim> parse(String text) {
        if (!stands(text)) {
            return Optional.empty();
        }
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException(
                    "a text that begins with " + PREFIX + " must go on with 64 hexadecimal digits, a colon and a size");
        }
        return Optional.of(new Claim(text.substring(PREFIX.length(), HASH_END), bytes(text)));
    }

    /**
     * How long the JSON text is that a text stands for: exact in bytes for a claim, in characters for JSON text.
     */
    public static long length(String text) {
        return stands(text) && isWellFormed(text) ? bytes(text) : text.length();
    }

    private static long bytes(String text) {
        return Long.parseLong(text, HASH_END + 1, text.length(), 10);
    }

    // By hand: a state may hold a thousand claims, and each is looked at with every input.
    private static boolean isWellFormed(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(HASH_END) != ':') {
            return false;
        }
        for (int i = PREFIX.length(); i < HASH_END; i++) {
            char digit = text.charAt(i);
            if (!isDecimal(digit) && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        for (int i = HASH_END + 1; i < text.length(); i++) {
            if (!isDecimal(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(HASH_END + 1) != '0';
    }

    private static boolean isDecimal(char digit) {
        return digit >= '0' && digit <= '9';
    }

    /** The claim as it stands in records. */
    @Override
    public String toString() {
        return PREFIX + sha256 + ":" + bytes;
    }
}
