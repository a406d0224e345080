package io.millrace.trigger.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a trigger tells its sender from everybody else. */
public sealed interface Authentication {
    /** The word for it in a definition: github, stripe, slack, standard, token or none. */
    String scheme();

    /** Name of the tenant's secret that is shared with the sender; null when there is none. */
    @Nullable
    String secret();

    /**
     * HMAC-SHA256 of the body in {@code X-Hub-Signature-256}.
     *
     * @param secret name of the tenant's secret
     */
    record GitHub(String secret) implements Authentication {
        @Override
        public String scheme() {
            return "github";
        }
    }

    /**
     * HMAC-SHA256 of time and body in {@code Stripe-Signature}.
     *
     * @param secret name of the tenant's secret
     * @param tolerance how far the sender's time may be from ours, 1 s to 1 h
     */
    record Stripe(String secret, Duration tolerance) implements Authentication {
        @Override
        public String scheme() {
            return "stripe";
        }
    }

    /**
     * HMAC-SHA256 of version, time and body in {@code X-Slack-Signature}.
     *
     * @param secret name of the tenant's secret
     * @param tolerance how far the sender's time may be from ours, 1 s to 1 h
     */
    record Slack(String secret, Duration tolerance) implements Authentication {
        @Override
        public String scheme() {
            return "slack";
        }
    }

    /**
     * HMAC-SHA256 of id, time and body in {@code webhook-signature}, as the Standard Webhooks specification says.
     *
     * @param secret name of the tenant's secret, whose value is base64, with or without {@code whsec_} before it
     * @param tolerance how far the sender's time may be from ours, 1 s to 1 h
     */
    record StandardWebhooks(String secret, Duration tolerance) implements Authentication {
        @Override
        public String scheme() {
            return "standard";
        }
    }

    /**
     * A fixed token.
     *
     * @param secret name of the tenant's secret
     * @param header header that holds nothing but the token; null for {@code Authorization: Bearer}
     */
    record Token(String secret, @Nullable String header) implements Authentication {
        @Override
        public String scheme() {
            return "token";
        }
    }

    /** Everybody is believed; a definition has to say so. */
    record None() implements Authentication {
        @Override
        public String scheme() {
            return "none";
        }

        @Override
        public @Nullable String secret() {
            return null;
        }
    }
}
