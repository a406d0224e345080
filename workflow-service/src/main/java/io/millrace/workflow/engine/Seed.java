package io.millrace.workflow.engine;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What the tokens of a run's callbacks are derived from. It comes with the start and is never shown, so that nobody can
 * guess a token and a replay derives the same one.
 *
 * @param secret random, 16 bytes in base64; empty for runs that were started before there were callbacks
 */
public record Seed(String secret) {
    /** No randomness: every token is refused. */
    public static final Seed NONE = new Seed("");

    private static final int CODE_LENGTH = 18;

    /** The seed that these bytes are. */
    public static Seed of(byte[] bytes) {
        return new Seed(Base64.getEncoder().encodeToString(bytes));
    }

    /** The token of the callback at a position: the run, the position and a code that only this seed gives. */
    String token(RunId run, int position) {
        ByteBuffer token = ByteBuffer.allocate(16 + 4 + CODE_LENGTH)
                .put(run.bytes())
                .putInt(position)
                .put(code(run, position));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** Whether a code belongs to a position; takes the same time for every wrong one. */
    boolean gave(RunInput.Code code, RunId run, int position) {
        return !secret.isEmpty() && MessageDigest.isEqual(code.bytes(), code(run, position));
    }

    private byte[] code(RunId run, int position) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("callback " + secret + " ").getBytes(StandardCharsets.US_ASCII));
            digest.update(run.bytes());
            digest.update(ByteBuffer.allocate(4).putInt(position).array());
            return Arrays.copyOf(digest.digest(), CODE_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Seed[…]";
    }
}
