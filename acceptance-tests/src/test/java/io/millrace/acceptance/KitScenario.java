package io.millrace.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scenario of the specification's conformance kit.
 *
 * @param title feature and scenario
 * @param definition the workflow as YAML
 * @param input raw input; missing when there is none
 * @param expectations what has to hold at the end, in order
 */
record KitScenario(String title, String definition, JsonNode input, List<Expectation> expectations) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String QUOTES = "\"\"\"";

    /**
     * A sentence of the scenario.
     *
     * @param sentence without its first word
     * @param value the document below it; missing when there is none
     */
    record Expectation(String sentence, JsonNode value) {}

    @Override
    public String toString() {
        return title;
    }

    /** All scenarios of a folder of feature files. */
    static List<KitScenario> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".feature"))
                    .sorted()
                    .flatMap(file -> of(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<KitScenario> of(Path file) {
        try {
            List<KitScenario> scenarios = new ArrayList<>();
            Iterator<String> lines = Files.readAllLines(file).iterator();
            Draft draft = null;
            while (lines.hasNext()) {
                String line = lines.next().strip();
                if (line.startsWith("Scenario:")) {
                    if (draft != null) {
                        scenarios.add(draft.done());
                    }
                    draft = new Draft(
                            file.getFileName() + ": " + line.substring(9).strip());
                } else if (draft != null && line.startsWith(QUOTES)) {
                    draft.document(document(lines));
                } else if (draft != null && line.matches("(Given|When|Then|And) .*")) {
                    draft.sentence(line.substring(line.indexOf(' ') + 1));
                }
            }
            if (draft != null) {
                scenarios.add(draft.done());
            }
            return scenarios;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String document(Iterator<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line = lines.next(); !line.strip().equals(QUOTES); line = lines.next()) {
            text.append(line).append('\n');
        }
        return text.toString().stripIndent();
    }

    private static final class Draft {
        private final String title;
        private String definition = "";
        private JsonNode input = MissingNode.getInstance();
        private final List<Expectation> expectations = new ArrayList<>();
        private String last = "";

        Draft(String title) {
            this.title = title;
        }

        void sentence(String sentence) {
            last = sentence;
            if (sentence.startsWith("the workflow should")
                    || sentence.startsWith("the workflow output")
                    || sentence.contains(" run ")) {
                expectations.add(new Expectation(sentence, MissingNode.getInstance()));
            }
        }

        void document(String text) throws JsonProcessingException {
            if (last.startsWith("a workflow with definition")) {
                definition = text;
            } else if (last.startsWith("given the workflow input")) {
                input = YAML.readTree(text);
            } else {
                expectations.removeLast();
                expectations.add(new Expectation(last, YAML.readTree(text)));
            }
        }

        KitScenario done() {
            return new KitScenario(title, definition, input, List.copyOf(expectations));
        }
    }
}
