package io.millrace.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner holds it: {@code mk_<id>_<secret>}. The id is public; only the hash of the secret is ever kept.
 *
 * @param id 8 to 32 lower-case letters and digits
 * @param secret at least 43 characters of base64url: 256 bits
 */
public record KeyText(String id, String secret) {
    /** Bytes of randomness in an id. */
    public static final int ID_BYTES = 8;
    /** Bytes of randomness in a secret. */
    public static final int SECRET_BYTES = 32;

    private static final Pattern FORM = Pattern.compile("mk_([a-z0-9]{8,32})_([A-Za-z0-9_-]{43,128})");

    /** Reads a key; empty when the text is none. */
    public static Optional<KeyText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new KeyText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * Makes a key.
     *
     * @param randomness {@link #ID_BYTES} + {@link #SECRET_BYTES} bytes from a secure source
     */
    public static KeyText of(byte[] randomness) {
        if (randomness.length != ID_BYTES + SECRET_BYTES) {
            throw new IllegalArgumentException("a key needs " + (ID_BYTES + SECRET_BYTES) + " random bytes");
        }
        byte[] secret = new byte[SECRET_BYTES];
        System.arraycopy(randomness, ID_BYTES, secret, 0, SECRET_BYTES);
        return new KeyText(
                HexFormat.of().formatHex(randomness, 0, ID_BYTES),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The SHA-256 of the secret, which is what is stored. The secret is random, so no slow hash is needed. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The whole key, to be shown to its owner once. */
    public String reveal() {
        return "mk_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "KeyText[id=" + id + "]";
    }
}
