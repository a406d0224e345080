package io.millrace.schemas;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where schemas are kept; the keys are those of Confluent's serializers, so that one configuration fits both.
 *
 * @param url {@code builtin:} or an http(s) address without a trailing slash
 * @param autoRegister whether an unknown schema is registered, or refused
 * @param userInfo {@code name:password} for HTTP Basic, or null
 */
public record RegistrySettings(
        String url, boolean autoRegister, @Nullable String userInfo) {
    /** Key of the registry's address. */
    public static final String URL = "schema.registry.url";
    /** Key that allows or forbids registering. */
    public static final String AUTO_REGISTER = "auto.register.schemas";
    /** Key of the credentials. */
    public static final String USER_INFO = "basic.auth.user.info";
    /** The schemas that come with Millrace. */
    public static final String BUILTIN = "builtin:";

    /** Checks the address. */
    public RegistrySettings {
        if (!url.equals(BUILTIN)) {
            String scheme = URI.create(url).getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException(
                        URL + " is '" + url + "' but must be 'builtin:' or an http or https address");
            }
        }
    }

    /** Reads the settings from a client's configuration. */
    public static RegistrySettings from(Map<String, ?> configuration) {
        Object url = configuration.get(URL);
        Object register = configuration.get(AUTO_REGISTER);
        Object user = configuration.get(USER_INFO);
        return new RegistrySettings(
                url == null ? BUILTIN : url.toString().replaceAll("/+$", ""),
                register == null || Boolean.parseBoolean(register.toString()),
                user == null ? null : user.toString());
    }

    boolean builtin() {
        return url.equals(BUILTIN);
    }

    @Override
    public String toString() {
        return "RegistrySettings[url=" + url + ", autoRegister=" + autoRegister + "]";
    }
}
