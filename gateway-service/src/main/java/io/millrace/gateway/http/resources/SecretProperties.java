package io.millrace.gateway.http.resources;

import io.millrace.schemas.SecretCipher;
import java.security.SecureRandom;
import java.util.Base64;
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
    private static final int KEY_BYTES = 32;

    SecretProperties {
        int length;
        try {
            length = Base64.getDecoder().decode(masterKey).length;
        } catch (IllegalArgumentException namesACharacterOfTheKey) {
            throw notBase64();
        }
        if (length != KEY_BYTES) {
            throw new IllegalArgumentException("millrace.secrets.master-key holds " + length + " bytes but must hold "
                    + KEY_BYTES + ": make one with openssl rand -base64 " + KEY_BYTES);
        }
        if (masterKeyId.isBlank()) {
            throw new IllegalArgumentException("millrace.secrets.master-key-id must name the master key and is blank");
        }
    }

    private static IllegalArgumentException notBase64() {
        return new IllegalArgumentException("millrace.secrets.master-key must be base64 and is not");
    }

    SecretCipher cipher() {
        return new SecretCipher(Base64.getDecoder().decode(masterKey), masterKeyId, new SecureRandom());
    }

    @Override
    public String toString() {
        return "SecretProperties[masterKeyId=" + masterKeyId + "]";
    }
}
