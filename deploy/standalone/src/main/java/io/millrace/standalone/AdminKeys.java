package io.millrace.standalone;

import io.millrace.gateway.identity.KeyText;
import java.security.SecureRandom;

/** Makes the key with which the person who starts a standalone enters it. */
final class AdminKeys {

    private AdminKeys() {}

    /** A new key, as its owner holds it. */
    static String create(SecureRandom random) {
        byte[] randomness = new byte[KeyText.ID_BYTES + KeyText.SECRET_BYTES];
        random.nextBytes(randomness);
        return KeyText.of(randomness).reveal();
    }
}
