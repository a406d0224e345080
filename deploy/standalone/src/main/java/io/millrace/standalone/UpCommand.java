package io.millrace.standalone;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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
    public Integer call() throws Exception {
        LogFile.begin(data, "WARN");
        var settings = new StandaloneSettings(data, bind, port, kafkaPort, fresh, fsync);
        var progress = new Progress(System.out);
        var shutdown = Shutdown.watch(progress);
        var broken = new CompletableFuture<String>();
        progress.say("Millrace starts with its data in " + data.toAbsolutePath().normalize());
        Standalone standalone = Standalone.start(settings, Services.all(), progress, broken::complete);
        shutdown.stops(standalone);
        sayReady(progress, standalone);
        System.err.println(broken.get());
        shutdown.exit(1);
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
