package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A definition to be written.
 *
 * @param name as {@link Names#document} makes it
 * @param summary what it is for
 * @param timeout longest time of a run, in seconds
 * @param input what the first task gets, computed on what the run is started with
 * @param output what the run gives, computed on what its last task gives
 * @param functions what it calls
 * @param tasks at least one
 */
public record Definition(
        String name,
        Optional<String> summary,
        Optional<BigDecimal> timeout,
        Value input,
        Value output,
        Functions functions,
        List<Task> tasks) {

    /** The longest text that can be deployed, in characters. */
    private static final int LONGEST = 1 << 20;

    /** The deepest nesting that can be deployed. */
    private static final int DEEPEST = 64;

    /**
     * Writes it as YAML.
     *
     * @return empty if it is larger or nested deeper than what can be deployed
     */
    public Optional<String> toYaml() {
        ObjectNode document = Task.object("dsl", "1.0.3")
                .put("namespace", "default")
                .put("name", name)
                .put("version", "1.0.0");
        summary.ifPresent(text -> document.put("summary", text));
        ObjectNode root = Task.object("document", document);
        if (!input.isData()) {
            root.set("input", Task.object("from", input.toNode()));
        }
        if (!functions.isEmpty()) {
            root.set("use", Task.object("functions", functions.toNode()));
        }
        timeout.ifPresent(seconds -> root.set("timeout", Task.object("after", Attempts.seconds(seconds))));
        root.set("do", Task.list(tasks));
        if (!output.isData()) {
            root.set("output", Task.object("as", output.toNode()));
        }
        if (levels(root) > DEEPEST) {
            return Optional.empty();
        }
        return Optional.of(YamlText.of(root)).filter(text -> text.length() <= LONGEST);
    }

    private static int levels(JsonNode node) {
        return node.isContainerNode()
                ? 1 + node.valueStream().mapToInt(Definition::levels).max().orElse(0)
                : 0;
    }
}
