package io.millrace.trigger.kafka;

import io.millrace.schemas.SecretCipher;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that open the tenants' secrets; gateway and trigger service need the same ones.
 *
 * @param masterKey 32 bytes in base64, required
 * @param masterKeyId name of the master key, written beside what it sealed
 */
@ConfigurationProperties("millrace.secrets")
public record SecretProperties(
        @DefaultValue("") String masterKey,
        @DefaultValue("1") String masterKeyId) {
    private static final int KEY_BYTES = 32;

    /** Checks the key's length, and never shows the key. */
    public SecretProperties {
        if (decoded(masterKey).length != KEY_BYTES) {
            throw new IllegalArgumentException("millrace.secrets.master-key must be " + KEY_BYTES
                    + " bytes in base64, for example from: openssl rand -base64 " + KEY_BYTES);
        }
        if (masterKeyId.isBlank()) {
            throw new IllegalArgumentException("millrace.secrets.master-key-id is blank but must name the master key");
        }
    }

    SecretCipher cipher() {
        return new SecretCipher(decoded(masterKey), masterKeyId, new SecureRandom());
    }

    @Override
    public String toString() {
        return "SecretProperties[masterKeyId=" + masterKeyId + "]";
    }

    // Nothing of the key is told, not even where it stops being base64.
    private static byte[] decoded(String masterKey) {
        try {
            return Base64.getDecoder().decode(masterKey);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
