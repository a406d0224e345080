package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.Authentication;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures and tokens over the raw body, in constant time. A time that is signed is looked at only after the
 * signature was found right, so that an answer tells nothing to somebody without the secret.
 */
final class Signatures {
    private static final String STANDARD_PREFIX = "whsec_";
    private static final String BEARER = "Bearer ";
    // More signatures than a sender needs while it changes its key only cost us time.
    private static final int MOST_SIGNATURES = 10;
    private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");

    private Signatures() {}

    /**
     * Checks a delivery.
     *
     * @param secret value of the secret that the authentication names; null when there is none
     * @param now the time of receipt
     */
    static Authenticity check(
            Authentication authentication, Delivery delivery, @Nullable SecretValue secret, Instant now) {
        if (authentication instanceof Authentication.None) {
            return new Authenticity.Proven();
        }
        if (secret == null || secret.text().isBlank()) {
            return doubted(RefusalCode.SECRET_UNAVAILABLE);
        }
        return switch (authentication) {
            case Authentication.GitHub _ -> gitHub(delivery, secret);
            case Authentication.Stripe stripe -> stripe(delivery, secret, stripe.tolerance(), now);
            case Authentication.Slack slack -> slack(delivery, secret, slack.tolerance(), now);
            case Authentication.StandardWebhooks standard -> standard(delivery, secret, standard.tolerance(), now);
            case Authentication.Token token -> token(token, delivery, secret);
            case Authentication.None _ -> new Authenticity.Proven();
        };
    }

    private static Authenticity gitHub(Delivery delivery, SecretValue secret) {
        List<byte[]> signatures = new ArrayList<>();
        addHex(signatures, delivery.header("X-Hub-Signature-256"), "sha256=");
        return compare(signatures, secret.bytes(), delivery.body());
    }

    private static Authenticity stripe(Delivery delivery, SecretValue secret, Duration tolerance, Instant now) {
        String header = delivery.header("Stripe-Signature");
        String time = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header == null ? new String[0] : header.split(",", MOST_SIGNATURES)) {
            if (part.startsWith("t=")) {
                time = part.substring(2);
            }
            addHex(signatures, part, "v1=");
        }
        return timed(time, signatures, secret.bytes(), time + ".", delivery, tolerance, now);
    }

    private static Authenticity slack(Delivery delivery, SecretValue secret, Duration tolerance, Instant now) {
        String time = delivery.header("X-Slack-Request-Timestamp");
        List<byte[]> signatures = new ArrayList<>();
        addHex(signatures, delivery.header("X-Slack-Signature"), "v0=");
        return timed(time, signatures, secret.bytes(), "v0:" + time + ":", delivery, tolerance, now);
    }

    private static Authenticity standard(Delivery delivery, SecretValue secret, Duration tolerance, Instant now) {
        String id = delivery.header("webhook-id");
        String time = delivery.header("webhook-timestamp");
        String header = delivery.header("webhook-signature");
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header == null ? new String[0] : header.split(" ", MOST_SIGNATURES)) {
            if (part.startsWith("v1,")) {
                add(signatures, part.substring(3));
            }
        }
        if (id == null) {
            return doubted(RefusalCode.SIGNATURE_MISSING);
        }
        byte[] key;
        try {
            String text = secret.text();
            key = Base64.getDecoder()
                    .decode(text.startsWith(STANDARD_PREFIX) ? text.substring(STANDARD_PREFIX.length()) : text);
        } catch (IllegalArgumentException e) {
            return doubted(RefusalCode.SECRET_UNAVAILABLE);
        }
        return key.length == 0
                ? doubted(RefusalCode.SECRET_UNAVAILABLE)
                : timed(time, signatures, key, id + "." + time + ".", delivery, tolerance, now);
    }

    private static Authenticity token(Authentication.Token token, Delivery delivery, SecretValue secret) {
        String header = token.header();
        String given = delivery.header(header == null ? "Authorization" : header);
        if (given != null && header == null) {
            given = given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? given.substring(BEARER.length()).strip()
                    : null;
        }
        if (given == null || given.isEmpty()) {
            return doubted(RefusalCode.SIGNATURE_MISSING);
        }
        // Two digests of one length, so that not even the length of the token shows in the time.
        return MessageDigest.isEqual(
                        hmac(secret.bytes(), given.getBytes(StandardCharsets.UTF_8)),
                        hmac(secret.bytes(), secret.bytes()))
                ? new Authenticity.Proven()
                : doubted(RefusalCode.SIGNATURE_WRONG);
    }

    private static Authenticity timed(
            @Nullable String time,
            List<byte[]> signatures,
            byte[] key,
            String before,
            Delivery delivery,
            Duration tolerance,
            Instant now) {
        if (time == null || !TIME.matcher(time).matches()) {
            return doubted(RefusalCode.SIGNATURE_MISSING);
        }
        Authenticity authenticity = compare(signatures, key, before.getBytes(StandardCharsets.UTF_8), delivery.body());
        if (authenticity instanceof Authenticity.Doubted) {
            return authenticity;
        }
        long apart = Math.abs(now.getEpochSecond() - Long.parseLong(time));
        return apart <= tolerance.toSeconds() ? authenticity : doubted(RefusalCode.TIMESTAMP_OUTSIDE_TOLERANCE);
    }

    private static Authenticity compare(List<byte[]> signatures, byte[] key, byte[]... parts) {
        if (signatures.isEmpty()) {
            return doubted(RefusalCode.SIGNATURE_MISSING);
        }
        byte[] expected = hmac(key, parts);
        boolean right = false;
        for (byte[] signature : signatures) {
            right |= MessageDigest.isEqual(expected, signature);
        }
        return right ? new Authenticity.Proven() : doubted(RefusalCode.SIGNATURE_WRONG);
    }

    private static void addHex(List<byte[]> signatures, @Nullable String text, String prefix) {
        if (text == null || !text.startsWith(prefix)) {
            return;
        }
        try {
            signatures.add(HexFormat.of().parseHex(text.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            // Not hexadecimal, so it can equal no signature: a byte string of another length says so.
            signatures.add(new byte[0]);
        }
    }

    private static void add(List<byte[]> signatures, String base64) {
        try {
            signatures.add(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            // Not base64, so it can equal no signature: a byte string of another length says so.
            signatures.add(new byte[0]);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Authenticity doubted(RefusalCode code) {
        return new Authenticity.Doubted(code);
    }
}
