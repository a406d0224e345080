package io.millrace.executor.kafka;

import io.millrace.executor.secret.Secrets;
import io.millrace.records.Secret;
import io.millrace.schemas.SecretCipher;
import io.millrace.schemas.TopicView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the topic of secrets says; values stay sealed until a step needs them. */
final class SecretDirectory implements Secrets, TopicView.Listener<Secret> {
    private final Map<String, Secret> sealed = new ConcurrentHashMap<>();
    private final SecretCipher cipher;

    SecretDirectory(SecretCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public @Nullable String value(String tenant, String name) {
        Secret secret = sealed.get(tenant + "/" + name);
        return secret == null ? null : cipher.open(secret);
    }

    @Override
    public void onResource(String key, @Nullable Secret secret, long offset) {
        if (secret == null) {
            sealed.remove(key);
        } else {
            sealed.put(key, secret);
        }
    }
}
