package io.millrace.trigger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Headers as real senders make them. */
final class Signed {
    private Signed() {}

    static Map<String, String> asGitHub(String secret, String body, String delivery, String event) {
        return Map.of(
                "X-Hub-Signature-256", "sha256=" + hmac(secret, body),
                "X-GitHub-Delivery", delivery,
                "X-GitHub-Event", event);
    }

    static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
