package io.millrace.gateway.http.runs;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** What the tokens of callbacks are derived from: nobody outside may guess it. */
@Component
final class Seeds {
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    Seeds() {}

    /** Sixteen random bytes. */
    ByteBuffer next() {
        byte[] seed = new byte[BYTES];
        random.nextBytes(seed);
        return ByteBuffer.wrap(seed);
    }
}
