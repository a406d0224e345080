package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.WebhookTrigger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Derives the id of the event that a delivery becomes: the same delivery always becomes the same event. */
final class EventId {
    private EventId() {}

    /**
     * The id for a delivery that says which one it is.
     *
     * @return SHA-256 over tenant, trigger and delivery, 64 hexadecimal digits
     */
    static String of(WebhookTrigger trigger, String deliveryId) {
        return hash(List.of(trigger.tenant(), trigger.name(), "delivery", deliveryId));
    }

    /**
     * The id for a delivery that does not.
     *
     * @param fresh random text, used once
     */
    static String fresh(WebhookTrigger trigger, String fresh) {
        return hash(List.of(trigger.tenant(), trigger.name(), "fresh", fresh));
    }

    // Every part is preceded by its length, so that no two lists of parts are the same bytes.
    private static String hash(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
