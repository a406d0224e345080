package io.millrace.standalone;

import java.util.HashMap;
import java.util.Map;

/**
 * What every service is told about the JVM it runs in. These settings stand above everything else, so that an
 * environment variable meant for another program does not move the database or the broker of this one.
 *
 * @param bind address of the web port
 * @param port the web port
 * @param bootstrapServers where the embedded broker is
 * @param directory where everything is kept
 * @param credentials the secrets of this installation
 */
record Surroundings(String bind, int port, String bootstrapServers, DataDirectory directory, Credentials credentials) {

    /** The settings for all services. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        settings.put("server.address", bind);
        settings.put("server.port", port);
        settings.put("millrace.instance", "standalone");
        settings.put("millrace.data-directory", directory.path().toString());
        settings.put(
                "millrace.engine.state-directory", directory.resolve("state").toString());
        settings.put("millrace.blobs.directory", directory.resolve("blobs").toString());
        settings.put("millrace.gateway.bootstrap-key", credentials.adminKey());
        settings.put("millrace.gateway.default-tenant", "true");
        settings.put("millrace.gateway.public-schemas", "true");
        settings.put("millrace.internal.secret", credentials.internalSecret());
        settings.put("millrace.secrets.master-key", credentials.masterKey());
        settings.put("millrace.secrets.master-key-id", "standalone");
        return settings;
    }
}
