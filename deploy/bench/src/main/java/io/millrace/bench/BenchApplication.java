package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a standalone Millrace and says what it came to. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures a standalone Millrace with its own data and ports. Workloads: loop w1 w10 sync startup recovery"
                        + " timers resident (default: all).")
public final class BenchApplication implements Callable<Integer> {
    private static final int PAYLOAD_BYTES = 200;
    private static final int MANY = 1_000_000;

    @Parameters(paramLabel = "WORKLOAD", description = "What to measure, in this order.")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes one JSON object for each workload there.")
    private @Nullable Path json;

    @Option(names = "--fsync", description = "Measures a server that forces every append to disk.")
    private boolean fsync;

    @Option(
            names = "--pace",
            defaultValue = "1",
            description = "Length of every stretch of load; less than 1 is for a first look only (default: 1).")
    private double pace = 1;

    private BenchApplication() {}

    /** Measures and ends the process: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchApplication())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println("millrace bench: " + failure);
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Workload> chosen = chosen();
        List<Measurement> measurements = new ArrayList<>();
        List<String> options = fsync ? List.of("--fsync") : List.of();
        try (Laboratory laboratory = new Laboratory(home(), options, pace, BenchApplication::note)) {
            for (Map.Entry<String, Workload> entry : chosen.entrySet()) {
                note(entry.getKey());
                Measurement measurement = entry.getValue().measure(laboratory);
                laboratory.keep(measurement);
                measurements.add(measurement);
            }
        }
        Report report = new Report(measurements, Report.thisMachine());
        report.print(System.out);
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private Map<String, Workload> chosen() {
        Map<String, Workload> all = new LinkedHashMap<>();
        // First, because the disk still works for a while on what the loads have written and what was deleted.
        all.put("startup", new StartupWorkload());
        all.put(LoopWorkload.NAME, new LoopWorkload(10, PAYLOAD_BYTES));
        all.put("w1", new RunsWorkload("w1", 1, PAYLOAD_BYTES));
        all.put("w10", new RunsWorkload("w10", 10, PAYLOAD_BYTES));
        all.put("sync", new SyncWorkload(PAYLOAD_BYTES));
        all.put("recovery", new RecoveryWorkload(PAYLOAD_BYTES));
        all.put("timers", new TimersWorkload(MANY));
        all.put("resident", new ResidentWorkload(MANY, PAYLOAD_BYTES));
        if (names.isEmpty()) {
            return all;
        }
        Map<String, Workload> chosen = new LinkedHashMap<>();
        for (String name : names) {
            Workload workload = all.get(name);
            if (workload == null) {
                throw new IllegalArgumentException("there is no workload '" + name + "'; there are " + all.keySet());
            }
            chosen.put(name, workload);
        }
        return chosen;
    }

    private static void note(String line) {
        System.err.println(line);
    }

    private static Path home() throws IOException {
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new IOException("start it with ./millrace bench, which says where the server's launcher is");
        }
        return Path.of(home);
    }
}
