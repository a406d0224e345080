package io.millrace.standalone;

import io.millrace.standalone.demo.Demo;
import io.millrace.standalone.hosting.Progress;
import io.millrace.standalone.hosting.Services;
import io.millrace.standalone.hosting.StandaloneException;
import io.millrace.standalone.kafka.BrokerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: starts everything with a data directory of its own and shows what Millrace does with real input. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts everything, sends this repository's commits as webhooks, and shows what became of them.")
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;
    private static final int USUAL_KAFKA_PORT = 9092;
    private static final String LOOPBACK = "127.0.0.1";
    /** The lake is written once a minute otherwise; nobody wants to watch that. */
    private static final Map<String, String> SOONER = Map.of("millrace.audit.lake-flush", "2s");

    @Option(names = "--exit", description = "Stops at the end; the exit code is 0 only if every check held.")
    private boolean exit;

    @Option(names = "--port", description = "Web port (default: 8080, or any free one when that is taken).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-demo-");
        LogFile.begin(data, "ERROR");
        var progress = new Progress(System.out);
        var termination = Termination.watch();
        int webPort = port == null ? Ports.preferred(LOOPBACK, USUAL_PORT) : port;
        int kafkaPort = Ports.preferred(BrokerSettings.HOST, USUAL_KAFKA_PORT);
        var settings = new StandaloneSettings(data, LOOPBACK, webPort, kafkaPort, false, false, SOONER);
        boolean held;
        try (Standalone standalone = Standalone.start(settings, Services.all(), progress, termination::fail)) {
            termination.started();
            progress.say(String.format(Locale.ROOT, "Ready after %.1f s", progress.seconds()));
            held = tell(standalone, progress);
            if (!exit && !termination.isTold()) {
                progress.say("");
                progress.say("Open " + standalone.url() + " with the key " + standalone.adminKey());
                progress.say("Ctrl-C stops it and deletes what it wrote.");
                termination.await();
            }
        } catch (StandaloneException e) {
            if (termination.isTold()) {
                return 0;
            }
            throw e;
        }
        if (held) {
            DataDirectory.delete(data);
            return 0;
        }
        System.err.println("millrace: the demo failed; its data and the log file are kept in " + data);
        return 1;
    }

    private static boolean tell(Standalone standalone, Progress progress) throws InterruptedException {
        Path repository = Path.of(System.getProperty("millrace.home", ".")).toAbsolutePath();
        Demo demo = new Demo(
                URI.create(standalone.url()),
                standalone.adminKey(),
                standalone.bootstrapServers(),
                standalone.directory().resolve("lake"),
                progress::say);
        try {
            return demo.tell(repository);
        } catch (IOException e) {
            progress.say("The demo stopped half-way: " + e.getMessage());
            return false;
        }
    }
}
