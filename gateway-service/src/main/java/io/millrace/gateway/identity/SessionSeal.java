package io.millrace.gateway.identity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Writes sessions so that only whoever has the sealing key can make or read one: AES-256-GCM (NIST SP 800-38D). The id
 * of the session is the nonce. Nothing is kept here, so every gateway with the same key reads what any of them wrote.
 */
public final class SessionSeal {
    /** What the sealing key is derived for. */
    public static final String PURPOSE = "millrace session 1";

    private static final byte[] BOUND = PURPOSE.getBytes(StandardCharsets.US_ASCII);
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 512;

    private final SecretKey key;

    /**
     * A seal.
     *
     * @param key for AES, used for nothing else
     */
    public SessionSeal(SecretKey key) {
        this.key = key;
    }

    /** The session as text: letters, digits, hyphens and underscores. */
    public String seal(Session session) {
        byte[] nonce = HexFormat.of().parseHex(session.id());
        byte[] keyId = session.keyId().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer plain = ByteBuffer.allocate(Long.BYTES + KeyRing.MARK_BYTES + keyId.length)
                .putLong(session.expiresAt().getEpochSecond())
                .put(session.keyMark().duplicate())
                .put(keyId);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain.array());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** The session that a text stands for; empty when nobody with the key wrote it, or when it has ended. */
    public Optional<Session> open(String text, Instant now) {
        return read(text).filter(session -> now.isBefore(session.expiresAt()));
    }

    private Optional<Session> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ByteBuffer sealed = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte[] nonce = taken(sealed, Session.ID_BYTES);
            ByteBuffer plain =
                    ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(taken(sealed, sealed.remaining())));
            Instant expiresAt = Instant.ofEpochSecond(plain.getLong());
            ByteBuffer mark = ByteBuffer.wrap(taken(plain, KeyRing.MARK_BYTES));
            String keyId = new String(taken(plain, plain.remaining()), StandardCharsets.US_ASCII);
            return Optional.of(Session.of(nonce, keyId, mark, expiresAt));
        } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException forged) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(BOUND);
        return cipher;
    }

    private static byte[] taken(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }
}
