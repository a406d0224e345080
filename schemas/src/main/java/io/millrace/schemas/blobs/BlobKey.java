package io.millrace.schemas.blobs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a blob is found by: its owner and its content. Equal content of one tenant is one blob; equal content of two
 * tenants is two, so that nobody learns from a hash what another tenant has.
 *
 * @param tenant owner: lower-case letters, digits and hyphens, at most 63
 * @param sha256 SHA-256 of the content, 64 lower-case hexadecimal digits
 */
public record BlobKey(String tenant, String sha256) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Checks both parts: they become names of files and objects. */
    public BlobKey {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException(
                    "the owner of a blob must be 1 to 63 lower-case letters, digits and hyphens");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the hash of a blob must be 64 lower-case hexadecimal digits");
        }
    }

    /** The key of content. */
    public static BlobKey of(String tenant, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new BlobKey(tenant, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Tenant and hash with a slash between them. */
    @Override
    public String toString() {
        return tenant + "/" + sha256;
    }
}
