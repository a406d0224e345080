package io.millrace.standalone;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the key with which the person who starts a standalone enters it. */
final class AdminKeys {
    private static final int SECRET_BYTES = 32;

    private AdminKeys() {}

    /** A new key. */
    static String create(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return "admin." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
