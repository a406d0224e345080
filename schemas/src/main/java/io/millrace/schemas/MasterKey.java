package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key under which the tenants' secrets are sealed. Every service that seals or opens them is given the same one, by
 * the settings {@code millrace.secrets.master-key} and {@code millrace.secrets.master-key-id}.
 *
 * @param base64 32 bytes in base64
 * @param id name of the key, written beside what it sealed
 */
public record MasterKey(String base64, String id) {
    private static final int BYTES = 32;

    /**
     * Checks the key; nothing of it is told, not even where it stops being base64.
     *
     * @throws IllegalArgumentException when it is not 32 bytes in base64, or has no name
     */
    public MasterKey {
        int length;
        try {
            length = Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException namesACharacterOfTheKey) {
            throw notBase64();
        }
        if (length != BYTES) {
            throw new IllegalArgumentException("millrace.secrets.master-key holds " + length + " bytes but must hold "
                    + BYTES + ": make one with openssl rand -base64 " + BYTES);
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException("millrace.secrets.master-key-id must name the master key and is blank");
        }
    }

    private static IllegalArgumentException notBase64() {
        return new IllegalArgumentException("millrace.secrets.master-key must be base64 and is not");
    }

    /** Seals and opens secrets under this key. */
    public SecretCipher cipher() {
        return new SecretCipher(Base64.getDecoder().decode(base64), id, new SecureRandom());
    }

    /**
     * The key for another purpose: 32 bytes for AES, derived with HKDF-SHA256 (RFC 5869), from which nobody learns the
     * master key or the key of another purpose.
     *
     * @param purpose names what the key is for; every use has one of its own
     */
    public SecretKey derived(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(Base64.getDecoder().decode(base64))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform of this version has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[id=" + id + "]";
    }
}
