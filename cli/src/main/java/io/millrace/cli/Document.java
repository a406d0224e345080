package io.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.report.ExactJson;
import io.millrace.cli.source.Field;
import io.millrace.cli.source.SourceText;
import io.millrace.cli.source.UnreadableSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A document that goes to the server as it is.
 *
 * @param name of the file, or of the option that held it
 * @param text what it says
 */
record Document(String name, String text) {

    /** The server takes less; this only keeps a wrong file from filling the memory. */
    private static final int LARGEST = 64 * 1024 * 1024;

    /** Reads a file. */
    static Document read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BadInput("`" + file + "` has more than " + LARGEST + " bytes.");
            }
            return new Document(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new BadInput("There is no file `" + file + "`.");
        } catch (IOException failed) {
            throw new BadInput("`" + file + "` cannot be read: " + failed.getMessage() + ".");
        }
    }

    /**
     * The JSON that an option holds.
     *
     * @param value the JSON itself, or {@code @} and the name of a file
     */
    static Document json(String option, String value) {
        Document document = value.startsWith("@") ? read(Path.of(value.substring(1))) : new Document(option, value);
        document.tree();
        return document;
    }

    /** The JSON of this document, which {@link #json} has checked. */
    JsonNode tree() {
        try {
            JsonNode tree = ExactJson.read(text);
            if (tree.isMissingNode()) {
                throw new BadInput(name + ": There is nothing in it; null stands for no value.");
            }
            return tree;
        } catch (JsonProcessingException notJson) {
            throw new BadInput(name + ":" + notJson.getLocation().getLineNr() + ":"
                    + notJson.getLocation().getColumnNr() + ": This is not JSON: " + notJson.getOriginalMessage());
        }
    }

    /** What {@code document.name} of a workflow definition says. */
    String workflow() {
        try {
            return SourceText.read(text)
                    .get("document")
                    .flatMap(head -> head.get("name"))
                    .map(Field::node)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .orElseThrow(() -> new BadInput(
                            name + ": The workflow has no name: write one under `document`, as `name: my-workflow`."));
        } catch (UnreadableSource unreadable) {
            throw new BadInput(name + ":" + unreadable.place().line() + ":"
                    + unreadable.place().column() + ": " + unreadable.getMessage());
        }
    }

    /** The media type of a workflow definition. */
    String mediaType() {
        return text.stripLeading().startsWith("{") ? "application/json" : "application/yaml";
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
