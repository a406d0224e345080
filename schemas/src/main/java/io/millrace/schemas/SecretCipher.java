package io.millrace.schemas;

import io.millrace.records.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secret values for their topic: each value under a data key of its own, the data key under the master key, both
 * with AES-256-GCM (NIST SP 800-38D) and bound to tenant and name, so that a sealed value moved elsewhere does not open.
 */
public final class SecretCipher {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec masterKey;
    private final String masterKeyId;
    private final SecureRandom random;

    /**
     * A cipher.
     *
     * @param masterKey 32 bytes
     * @param masterKeyId name of the master key, written beside what it sealed
     * @param random source of data keys and nonces
     * @throws IllegalArgumentException when the key is not 32 bytes long
     */
    public SecretCipher(byte[] masterKey, String masterKeyId, SecureRandom random) {
        if (masterKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "millrace.secrets.master-key has " + masterKey.length + " bytes but must have " + KEY_BYTES);
        }
        this.masterKey = new SecretKeySpec(masterKey, "AES");
        this.masterKeyId = masterKeyId;
        this.random = random;
    }

    /** Seals a value. */
    public Secret seal(String tenant, String name, String value, Instant now) {
        byte[] dataKey = new byte[KEY_BYTES];
        random.nextBytes(dataKey);
        byte[] bound = bound(tenant, name);
        return Secret.newBuilder()
                .setTenant(tenant)
                .setName(name)
                .setSealedKey(ByteBuffer.wrap(encrypt(masterKey, dataKey, bound)))
                .setSealedValue(ByteBuffer.wrap(
                        encrypt(new SecretKeySpec(dataKey, "AES"), value.getBytes(StandardCharsets.UTF_8), bound)))
                .setMasterKeyId(masterKeyId)
                .setUpdatedAt(now)
                .build();
    }

    /**
     * Opens a sealed value.
     *
     * @throws IllegalStateException when it was sealed with another master key, or was changed or moved
     */
    public String open(Secret secret) {
        byte[] bound = bound(secret.getTenant(), secret.getName());
        if (!secret.getMasterKeyId().equals(masterKeyId)) {
            throw new IllegalStateException("The secret " + secret.getName() + " of tenant " + secret.getTenant()
                    + " was sealed with master key " + secret.getMasterKeyId() + ", not with " + masterKeyId);
        }
        byte[] dataKey = decrypt(masterKey, secret.getSealedKey(), bound, secret);
        return new String(
                decrypt(new SecretKeySpec(dataKey, "AES"), secret.getSealedValue(), bound, secret),
                StandardCharsets.UTF_8);
    }

    private byte[] encrypt(SecretKeySpec key, byte[] plain, byte[] bound) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            byte[] encrypted = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    private static byte[] decrypt(SecretKeySpec key, ByteBuffer sealed, byte[] bound, Secret secret) {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
            cipher.updateAAD(bound);
            return cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The secret " + secret.getName() + " of tenant " + secret.getTenant()
                            + " does not open: it was changed, moved or sealed with another key",
                    e);
        }
    }

    private static byte[] bound(String tenant, String name) {
        return (tenant + "/" + name).getBytes(StandardCharsets.UTF_8);
    }
}
