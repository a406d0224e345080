package io.millrace.gateway.identity;

import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.ApiKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Lets in whoever holds a key. A wrong secret and an unknown id cost the same: one hash and one comparison in constant
 * time, so that nobody learns which ids exist.
 */
public final class KeyRing {
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

    private Optional<Caller> admit(KeyText text) {
        Versioned<ApiKey> known = keys.find(text.id()).orElse(null);
        byte[] expected = known == null ? NOBODY : bytes(known.value().getHash());
        boolean same = MessageDigest.isEqual(text.hash(), expected);
        if (known == null || !same) {
            return Optional.empty();
        }
        ApiKey key = known.value();
        return Role.named(key.getRole()).map(role -> new Caller(key.getId(), key.getTenant(), role));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
