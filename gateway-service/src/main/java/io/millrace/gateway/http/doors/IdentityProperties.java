package io.millrace.gateway.http.doors;

import io.millrace.schemas.InternalIdentity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What proves to the services behind the gateway that a request came through it.
 *
 * @param secret at least 32 characters, the same in gateway, trigger and audit service
 */
@ConfigurationProperties("millrace.internal")
record IdentityProperties(@DefaultValue("") String secret) {
    IdentityProperties {
        InternalIdentity.checkedSecret(secret);
    }

    @Override
    public String toString() {
        return "IdentityProperties[]";
    }
}
