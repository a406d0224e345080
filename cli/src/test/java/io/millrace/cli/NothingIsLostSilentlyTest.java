package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.source.Finding;
import io.millrace.cli.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field nobody knows is planted at every place in turn: it is reported, or it stands in the definition. */
class NothingIsLostSilentlyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLANTED = "PlantedField";

    static List<Path> sources() {
        return Sources.all();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldReportOrKeepAFieldWhereverItIsPlanted(Path source) throws JsonProcessingException {
        // Given
        JsonNode root = SourceText.read(Sources.text(source)).node();
        List<String> forgotten = new ArrayList<>();

        // When
        for (String pointer : objects(root, "")) {
            JsonNode changed = root.deepCopy();
            ((ObjectNode) changed.at(pointer)).put(PLANTED, "planted-value");
            Imported imported = Sources.bring(source, JSON.writeValueAsString(changed));
            boolean reported = imported.findings().stream()
                    .map(Finding::pointer)
                    .anyMatch(place -> (pointer + "/" + PLANTED + "/").startsWith(place + "/"));
            if (!reported && !imported.yaml().contains("planted-value")) {
                forgotten.add(pointer);
            }
        }

        // Then
        assertThat(forgotten).isEmpty();
    }

    private static List<String> objects(JsonNode node, String pointer) {
        List<String> objects = new ArrayList<>();
        if (node.isObject()) {
            objects.add(pointer);
            node.properties()
                    .forEach(field -> objects.addAll(objects(
                            field.getValue(),
                            pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"))));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            objects.addAll(objects(node.get(i), pointer + "/" + i));
        }
        return objects;
    }
}
