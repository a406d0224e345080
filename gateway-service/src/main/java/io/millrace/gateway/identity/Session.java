package io.millrace.gateway.identity;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a key's holder was let in with, for a while.
 *
 * @param id 24 hexadecimal digits, another for every sign-in
 * @param keyId id of the key that was shown
 * @param keyMark of that key's secret as it was then; see {@link KeyRing#mark}
 * @param expiresAt when it ends, at the latest
 */
public record Session(String id, String keyId, ByteBuffer keyMark, Instant expiresAt) {
    /** Bytes of randomness in an id. */
    public static final int ID_BYTES = 12;

    /**
     * A session that begins.
     *
     * @param randomness {@link #ID_BYTES} bytes from a secure source
     */
    public static Session of(byte[] randomness, String keyId, ByteBuffer keyMark, Instant expiresAt) {
        if (randomness.length != ID_BYTES) {
            throw new IllegalArgumentException("a session needs " + ID_BYTES + " random bytes");
        }
        return new Session(HexFormat.of().formatHex(randomness), keyId, keyMark, expiresAt);
    }
}
