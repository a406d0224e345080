package io.millrace.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows what was measured, as a table for people and as JSON for programs.
 *
 * @param measurements in the order in which they were made
 * @param machine what they were made on
 */
record Report(List<Measurement> measurements, Map<String, Object> machine) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Report {
        measurements = List.copyOf(measurements);
        machine = new LinkedHashMap<>(machine);
    }

    /** What this machine is. */
    static Map<String, Object> thisMachine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("memory", totalMemory());
        machine.put("jdk", Runtime.version().toString());
        machine.put("kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion());
        return machine;
    }

    /** Prints one line for each figure. */
    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%n%-10s %-30s %14s %10s%n", "workload", "figure", "value", "of reference");
        for (Measurement measurement : measurements) {
            measurement.figures().forEach((name, value) -> {
                Double ratio = measurement.ratio().get(name);
                out.printf(
                        Locale.ROOT,
                        "%-10s %-30s %14s %10s%n",
                        measurement.workload(),
                        name,
                        shown(value),
                        ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio));
            });
        }
        out.println();
        out.println("on " + machine);
    }

    /** Writes one JSON object for each workload, one a line. */
    void write(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Measurement measurement : measurements) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("workload", measurement.workload());
            object.put("figures", measurement.figures());
            object.put("reference", measurement.reference());
            object.put("ratio", measurement.ratio());
            object.put("settings", measurement.settings());
            object.put("machine", machine);
            lines.append(JSON.writeValueAsString(object)).append('\n');
        }
        Files.writeString(file, lines);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String totalMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> line.substring("MemTotal:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }
}
