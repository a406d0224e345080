package io.millrace.workflow.routing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event and those who wait for it have in common: a hash of tenant, type and the values that are looked up. So
 * finding the few among ten thousand waiting runs takes one look, and nothing of one tenant is found for another.
 */
record Mark(long high, long low) {
    /** Bytes of a mark in a key. */
    static final int BYTES = 16;

    private static final String NONE = "";

    /**
     * The mark of events of a tenant with these values.
     *
     * @param values canonical JSON, one for each text in {@code trait.from()}
     */
    static Mark of(String tenant, Trait trait, List<String> values) {
        MessageDigest digest = begin("event", tenant, trait.type());
        for (int i = 0; i < values.size(); i++) {
            add(digest, trait.from().get(i));
            add(digest, values.get(i));
        }
        return end(digest);
    }

    /** Stands for the traits that are in use for a type of a tenant; null for those without a fixed type. */
    static Mark ofType(String tenant, @Nullable String type) {
        return end(begin("type", tenant, type));
    }

    static Mark ofTrait(Trait trait) {
        MessageDigest digest = begin("trait", NONE, trait.type());
        trait.from().forEach(from -> add(digest, from));
        return end(digest);
    }

    static Mark ofTenant(String tenant) {
        return end(begin("tenant", tenant, null));
    }

    static Mark read(ByteBuffer bytes) {
        return new Mark(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest begin(String purpose, String tenant, @Nullable String type) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, purpose);
            add(digest, tenant);
            digest.update((byte) (type == null ? 0 : 1));
            add(digest, type == null ? NONE : type);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static Mark end(MessageDigest digest) {
        return read(ByteBuffer.wrap(digest.digest()));
    }
}
