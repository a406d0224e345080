package io.millrace.gateway;

import io.millrace.gateway.identity.KeyText;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is to be there from the beginning.
 *
 * @param bootstrapKey text of a platform key, or null
 * @param defaultTenant whether there should be a tenant called default that owns every partition
 */
@ConfigurationProperties("millrace.gateway")
record BootstrapProperties(
        @Nullable String bootstrapKey,
        @DefaultValue("false") boolean defaultTenant) {
    BootstrapProperties {
        if (bootstrapKey != null && KeyText.parse(bootstrapKey).isEmpty()) {
            throw new IllegalArgumentException("millrace.gateway.bootstrap-key is not a key: it must be"
                    + " mk_<8 to 32 lower-case letters and digits>_<at least 43 characters of base64url>");
        }
    }

    @Nullable
    KeyText key() {
        return bootstrapKey == null ? null : KeyText.parse(bootstrapKey).orElseThrow();
    }

    @Override
    public String toString() {
        return "BootstrapProperties[defaultTenant=" + defaultTenant + "]";
    }
}
