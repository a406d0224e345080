package io.millrace.gateway.http.session;

import io.millrace.schemas.MasterKey;
import javax.crypto.SecretKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What sessions are sealed with, so that gateways with the same settings accept one another's.
 *
 * @param masterKey 32 bytes in base64, required
 * @param masterKeyId name of the master key
 */
@ConfigurationProperties("millrace.secrets")
record SessionProperties(
        @DefaultValue("") String masterKey,
        @DefaultValue("1") String masterKeyId) {
    SessionProperties {
        var _ = new MasterKey(masterKey, masterKeyId);
    }

    SecretKey derived(String purpose) {
        return new MasterKey(masterKey, masterKeyId).derived(purpose);
    }

    @Override
    public String toString() {
        return "SessionProperties[masterKeyId=" + masterKeyId + "]";
    }
}
