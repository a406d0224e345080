package io.millrace.standalone.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Sends push webhooks as GitHub does: signed with HMAC-SHA256, each with the id of its delivery. */
final class PushSender {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Door door;
    private final String path;
    private final String secret;

    /**
     * A sender.
     *
     * @param path of the webhook
     * @param secret that sender and receiver share
     */
    PushSender(Door door, String path, String secret) {
        this.door = door;
        this.path = path;
        this.secret = secret;
    }

    /** Sends the push of one commit; the same commit always is the same delivery. */
    Door.Answer push(Commit commit) throws IOException, InterruptedException {
        return push(commit, secret);
    }

    /** Sends a push as somebody does who does not know the secret. */
    Door.Answer forge(Commit commit) throws IOException, InterruptedException {
        return push(commit, secret + "?");
    }

    private Door.Answer push(Commit commit, String signedWith) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(payload(commit));
        String delivery = UUID.nameUUIDFromBytes(commit.id().getBytes(StandardCharsets.US_ASCII))
                .toString();
        return door.hook(
                path,
                body,
                Map.of(
                        "X-GitHub-Event",
                        "push",
                        "X-GitHub-Delivery",
                        delivery,
                        "X-Hub-Signature-256",
                        "sha256=" + signature(body, signedWith)));
    }

    private static Map<String, Object> payload(Commit commit) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", commit.id());
        head.put("message", commit.message());
        head.put("timestamp", commit.time());
        head.put("author", Map.of("name", commit.author()));
        head.put("added", commit.added());
        head.put("removed", commit.removed());
        head.put("modified", commit.modified());
        Map<String, Object> push = new LinkedHashMap<>();
        push.put("ref", "refs/heads/main");
        push.put("after", commit.id());
        push.put("repository", Map.of("name", "millrace"));
        push.put("pusher", Map.of("name", commit.author()));
        push.put("head_commit", head);
        return push;
    }

    private static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
