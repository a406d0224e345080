package io.millrace.trigger.http;

import io.millrace.schemas.InternalIdentity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What proves that a request came through the gateway.
 *
 * @param secret signs the identity that the gateway passes on, at least 32 characters, the same in gateway, trigger
 *     and audit service
 */
@ConfigurationProperties("millrace.internal")
public record DoorProperties(@DefaultValue("") String secret) {
    /** Checks the length, and never shows the secret. */
    public DoorProperties {
        InternalIdentity.checkedSecret(secret);
    }

    @Override
    public String toString() {
        return "DoorProperties[]";
    }
}
