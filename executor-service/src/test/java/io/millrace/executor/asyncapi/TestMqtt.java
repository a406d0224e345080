package io.millrace.executor.asyncapi;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** A real server of MQTT in this JVM, at a free port, which keeps everything in memory. */
final class TestMqtt {
    private TestMqtt() {}

    /** One that lets everybody in. */
    static Server start(Path folder) throws IOException {
        Server server = new Server();
        server.startServer(new MemoryConfig(settings(folder)));
        return server;
    }

    /** What any is started with. */
    static Properties settings(Path folder) {
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", "0");
        settings.setProperty("data_path", folder.toString());
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        return settings;
    }
}
