package io.millrace.standalone;

import io.millrace.standalone.hosting.Progress;
import io.millrace.standalone.hosting.Services;
import io.millrace.standalone.hosting.StandaloneException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: the standalone server in the foreground. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts all services and a Kafka broker in one process, until it is stopped.")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8080", description = "Web port; 0 takes any free one (default: 8080).")
    private int port;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Port of the Kafka broker on loopback; 0 takes any free one (default: 9092).")
    private int kafkaPort;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address that the web port listens on (default: 127.0.0.1).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--data",
            defaultValue = ".millrace",
            paramLabel = "DIR",
            description = "Where everything is kept (default: .millrace in the current directory).")
    private Path data = Path.of(".millrace");

    @Option(names = "--fresh", description = "Deletes everything in DIR first.")
    private boolean fresh;

    @Option(
            names = "--fsync",
            description = "Forces every append to disk before it is acknowledged: survives power loss, but is slower.")
    private boolean fsync;

    @Override
    public Integer call() {
        LogFile.begin(data, "WARN");
        var settings = new StandaloneSettings(data, bind, port, kafkaPort, fresh, fsync, Map.of());
        var progress = new Progress(System.out);
        var termination = Termination.watch();
        progress.say("Millrace starts with its data in " + data.toAbsolutePath().normalize());
        String failure;
        try (Standalone standalone = Standalone.start(settings, Services.all(), progress, termination::fail)) {
            termination.started();
            sayReady(progress, standalone);
            failure = termination.await();
            progress.say("Stopping ...");
        } catch (StandaloneException e) {
            if (termination.isTold()) {
                return 0;
            }
            throw e;
        }
        if (failure == null) {
            progress.say("Stopped.");
            return 0;
        }
        System.err.println("millrace: " + failure + " The file " + LogFile.of(data) + " says more.");
        return 1;
    }

    private static void sayReady(Progress progress, Standalone standalone) {
        progress.say(String.format(
                Locale.ROOT, "Ready after %.1f s: %s (Ctrl-C stops it)", progress.seconds(), standalone.url()));
        Path keyFile = standalone.directory().resolve(Credentials.ADMIN_KEY_FILE);
        progress.say(
                standalone.adminKeyIsNew()
                        ? "Admin key, shown only this once and kept in " + keyFile + ": " + standalone.adminKey()
                        : "Admin key: see " + keyFile);
    }
}
