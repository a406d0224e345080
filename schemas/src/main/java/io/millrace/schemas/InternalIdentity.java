package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who a request is from, as the gateway tells the services behind it: signed, so that nobody else can say it, bound to
 * one method and path, and short-lived.
 *
 * @param tenant whose things the request is about
 * @param actor key id, or the public door for webhooks
 * @param role viewer, operator, editor, admin, platform-admin or public
 */
public record InternalIdentity(String tenant, String actor, String role) {
    /** The header that carries it. */
    public static final String HEADER = "X-Millrace-Identity";
    /** How long a signed identity holds. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    private static final String SEPARATOR = "\n";
    private static final int SHORTEST_SECRET = 32;

    /**
     * The header's value.
     *
     * @param secret setting millrace.internal.secret, at least 32 characters
     * @param method HTTP method of the request
     * @param path raw path of the request, without query
     * @param now the time at which it begins to hold
     */
    public String sign(String secret, String method, String path, Instant now) {
        String claims = String.join(
                SEPARATOR,
                tenant,
                actor,
                role,
                method,
                path,
                Long.toString(now.plus(LIFETIME).toEpochMilli()));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(mac(secret, claims));
    }

    /**
     * Reads a header's value; empty when the signature, method, path or time is wrong.
     *
     * @param header value of {@link #HEADER}
     */
    public static Optional<InternalIdentity> verify(
            String header, String secret, String method, String path, Instant now) {
        String[] parts = header.split("\\.", 3);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            String claims = new String(base64.decode(parts[0]), StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(mac(secret, claims), base64.decode(parts[1]))) {
                return Optional.empty();
            }
            String[] fields = claims.split(SEPARATOR, -1);
            boolean fits = fields.length == 6
                    && fields[3].equals(method)
                    && fields[4].equals(path)
                    && now.toEpochMilli() <= Long.parseLong(fields[5]);
            return fits ? Optional.of(new InternalIdentity(fields[0], fields[1], fields[2])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks the secret that signs identities.
     *
     * @throws IllegalArgumentException when it is too short
     */
    public static String checkedSecret(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("millrace.internal.secret has " + secret.length()
                    + " characters but must have at least " + SHORTEST_SECRET
                    + "; gateway, trigger and audit service need the same one");
        }
        return secret;
    }

    private static byte[] mac(String secret, String claims) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(claims.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
