package io.millrace.audit.http;

import io.millrace.schemas.InternalIdentity;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the gateway's signed identities are checked with.
 *
 * @param secret setting millrace.internal.secret, at least 32 characters, the same in gateway, trigger and audit service
 */
@ConfigurationProperties("millrace.internal")
public record IdentityProperties(String secret) {
    /** Checks the secret. */
    @SuppressWarnings("NullAway") // Spring binds null when the setting is missing
    public IdentityProperties {
        if (secret == null) {
            throw new IllegalArgumentException(
                    "millrace.internal.secret is not set; gateway, trigger and audit service need the same one");
        }
        InternalIdentity.checkedSecret(secret);
    }

    @Override
    public String toString() {
        return "IdentityProperties[]";
    }
}
