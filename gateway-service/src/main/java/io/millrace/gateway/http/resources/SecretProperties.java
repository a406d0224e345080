package io.millrace.gateway.http.resources;

import io.millrace.schemas.MasterKey;
import io.millrace.schemas.SecretCipher;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals the tenants' secrets; every service that opens them needs the same settings.
 *
 * @param masterKey 32 bytes in base64, required
 * @param masterKeyId name of the master key, written beside what it sealed
 */
@ConfigurationProperties("millrace.secrets")
record SecretProperties(
        @DefaultValue("") String masterKey,
        @DefaultValue("1") String masterKeyId) {
    SecretProperties {
        var _ = new MasterKey(masterKey, masterKeyId);
    }

    SecretCipher cipher() {
        return new MasterKey(masterKey, masterKeyId).cipher();
    }

    @Override
    public String toString() {
        return "SecretProperties[masterKeyId=" + masterKeyId + "]";
    }
}
