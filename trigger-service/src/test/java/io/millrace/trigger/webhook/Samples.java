package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.Authentication;
import io.millrace.trigger.definition.Deduplication;
import io.millrace.trigger.definition.Target;
import io.millrace.trigger.definition.WebhookTrigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One body, one secret and one moment, signed in the way of every sender; the signatures were made with another tool. */
final class Samples {
    static final Instant NOW = Instant.ofEpochSecond(1_763_683_200);
    static final String BODY = "{\"id\":\"evt_1\",\"type\":\"order.paid\",\"amount\":1200}";
    static final SecretValue SECRET = new SecretValue("river-and-wheel");
    /** The bytes 1 to 24. */
    static final SecretValue STANDARD_SECRET = new SecretValue("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY");

    static final Authentication GITHUB_SCHEME = new Authentication.GitHub("s");
    static final Authentication STRIPE_SCHEME = new Authentication.Stripe("s", Duration.ofMinutes(5));
    static final Authentication SLACK_SCHEME = new Authentication.Slack("s", Duration.ofMinutes(5));
    static final Authentication STANDARD_SCHEME = new Authentication.StandardWebhooks("s", Duration.ofMinutes(5));

    static final Map<String, String> GITHUB = Map.of(
            "X-Hub-Signature-256", "sha256=05a62a868448374af1a12505a9148408e44506bf5b5593ddc7a48c06b57c30f5",
            "X-GitHub-Delivery", "72d3162e",
            "X-GitHub-Event", "push");
    static final Map<String, String> STRIPE = Map.of(
            "Stripe-Signature", "t=1763683200,v1=a192766517444cac3cba694379851d8556e90fc7c5fb6d50af26967a26a79712");
    static final Map<String, String> SLACK = Map.of(
            "X-Slack-Request-Timestamp", "1763683200",
            "X-Slack-Signature", "v0=a13e2088d5f364fa3798ddc673e6ec811906449c7115f2ca5d0c61e2ea83ab84");
    static final Map<String, String> STANDARD = Map.of(
            "webhook-id", "msg_1",
            "webhook-timestamp", "1763683200",
            "webhook-signature", "v1,3l2SsQmTbHRkGktJbxDN7/EQn9pfuhN94rx+ltdpLAk=");

    private Samples() {}

    static Delivery delivery(Map<String, String> headers, String body) {
        return new Delivery(
                "POST",
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static WebhookTrigger trigger(Authentication authentication, Deduplication deduplication) {
        return new WebhookTrigger(
                "acme", "push", authentication, new Target.Workflow("greet"), Set.of("POST"), deduplication);
    }
}
