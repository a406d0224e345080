package io.millrace.gateway.identity;

import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.ApiKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets in whoever holds a key. A wrong secret and an unknown id cost the same: one hash and one comparison in constant
 * time, so that nobody learns which ids exist.
 */
public final class KeyRing {
    /** Bytes of a key's mark. */
    public static final int MARK_BYTES = 16;

    private static final byte[] NOBODY = new byte[32];

    private final ResourceTable<ApiKey> keys;

    /**
     * A ring.
     *
     * @param keys the keys that are known, by id
     */
    public KeyRing(ResourceTable<ApiKey> keys) {
        this.keys = keys;
    }

    /** The caller whom a presented key stands for; empty when it is no key, or unknown, or its secret is wrong. */
    public Optional<Caller> admit(String presented) {
        return KeyText.parse(presented).flatMap(this::admit);
    }

    /** The caller whom a session stands for; empty when its key was deleted, or has another secret by now. */
    public Optional<Caller> admit(Session session) {
        return keys.find(session.keyId())
                .map(Versioned::value)
                .filter(key -> MessageDigest.isEqual(bytes(mark(key)), bytes(session.keyMark())))
                .flatMap(KeyRing::caller);
    }

    /** What tells one secret of a key from the next, and nothing else about it. */
    public static ByteBuffer mark(ApiKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(key.getHash()));
            return ByteBuffer.wrap(Arrays.copyOf(digest, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Optional<Caller> admit(KeyText text) {
        Versioned<ApiKey> known = keys.find(text.id()).orElse(null);
        byte[] expected = known == null ? NOBODY : bytes(known.value().getHash());
        boolean same = MessageDigest.isEqual(text.hash(), expected);
        if (known == null || !same) {
            return Optional.empty();
        }
        return caller(known.value());
    }

    private static Optional<Caller> caller(ApiKey key) {
        return Role.named(key.getRole()).map(role -> new Caller(key.getId(), key.getTenant(), role));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
