package io.millrace.standalone;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what the program logs to a file; only warnings also go to the screen, on standard error. */
final class LogFile {
    private static final String NAME = "millrace.log";

    private LogFile() {}

    /**
     * Begins; nothing may have been logged before.
     *
     * @param directory where the file goes, made when it does not exist
     * @param screenLevel level from which a message also goes to the screen, for example WARN
     */
    static void begin(Path directory, String screenLevel) {
        // Five contexts in one JVM must not each configure the one logger factory.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        setUnlessGiven(
                "logback.configurationFile",
                LogFile.class.getResource("logback.xml").toString());
        setUnlessGiven("millrace.log.file", of(directory).toString());
        setUnlessGiven("millrace.log.screen", screenLevel);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** The file for a data directory. */
    static Path of(Path directory) {
        return directory.toAbsolutePath().normalize().resolve(NAME);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
