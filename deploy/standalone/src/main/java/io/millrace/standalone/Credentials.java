package io.millrace.standalone;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secrets of one data directory, each in a file that only its owner may read.
 *
 * @param adminKey platform-admin key of the HTTP interface
 * @param adminKeyIsNew whether it was made just now
 * @param internalSecret with which the gateway signs identities for the services behind it
 * @param masterKey under which secrets are sealed: 32 bytes in base 64
 */
record Credentials(String adminKey, boolean adminKeyIsNew, String internalSecret, String masterKey) {
    /** File with the admin key, for people and scripts. */
    static final String ADMIN_KEY_FILE = "admin.key";

    private static final String INTERNAL_SECRET_FILE = "internal.secret";
    private static final String MASTER_KEY_FILE = "master.key";
    private static final int SECRET_BYTES = 32;

    /** Reads the secrets of a directory and makes those that it lacks. */
    static Credentials of(DataDirectory directory, SecureRandom random) {
        boolean adminKeyIsNew = directory.readSecret(ADMIN_KEY_FILE) == null;
        return new Credentials(
                directory.secret(ADMIN_KEY_FILE, () -> AdminKeys.create(random)),
                adminKeyIsNew,
                directory.secret(INTERNAL_SECRET_FILE, () -> HexFormat.of().formatHex(bytes(random))),
                directory.secret(MASTER_KEY_FILE, () -> Base64.getEncoder().encodeToString(bytes(random))));
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Credentials[not shown]";
    }
}
