package io.millrace.gateway.run;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * What a task hands out so that somebody outside can complete it: the run (16 bytes), the position of the task (4
 * bytes) and a code (18 bytes), in base64url without padding. Whoever has it needs no key; only the engine knows whether
 * the code is right.
 *
 * @param run whose task waits
 * @param position number of the task's activation within the run, from 1
 * @param code 18 bytes in base64url; never shown in a text
 */
public record CallbackToken(RunId run, int position, String code) {
    /** Length of the text form. */
    public static final int TEXT_LENGTH = 51;

    /** Reads the text form; empty when the text is no token. */
    public static Optional<CallbackToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer token = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            RunId run = new RunId(token.getLong(), token.getLong());
            int position = token.getInt();
            byte[] code = new byte[token.remaining()];
            token.get(code);
            return position < 1
                    ? Optional.empty()
                    : Optional.of(new CallbackToken(
                            run,
                            position,
                            Base64.getUrlEncoder().withoutPadding().encodeToString(code)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The code as it goes into the log. */
    public ByteBuffer codeBytes() {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(code));
    }

    @Override
    public String toString() {
        return "CallbackToken[run=" + run + ", position=" + position + "]";
    }
}
