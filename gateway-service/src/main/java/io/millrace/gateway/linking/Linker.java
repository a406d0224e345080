package io.millrace.gateway.linking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.documents.DocumentReader;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts into a definition what it refers to elsewhere: functions of catalogs and at addresses, under the name by which they
 * are called, and schemas. What is published then depends on nothing that may change.
 */
public final class Linker {
    /** How many documents a definition may refer to, with those that they refer to in turn. */
    public static final int MOST_DOCUMENTS = 32;

    /** Largest document, in bytes of UTF-8; all of them together may have as many characters. */
    public static final int LARGEST_DOCUMENT = DocumentReader.LONGEST;

    /** Through how many functions a reference may lead to another. */
    public static final int DEEPEST = 8;

    private final Map<String, String> own;
    private final Sources sources;

    /**
     * A linker.
     *
     * @param own functions of Millrace's own catalog: their documents by {@code name:version}
     */
    public Linker(Map<String, String> own, Sources sources) {
        this.own = new TreeMap<>(own);
        this.sources = sources;
    }

    /**
     * Links a definition. Blocks the calling thread as long as documents are fetched.
     *
     * @param tenant whose rules say which addresses may be reached
     * @param text the definition, YAML or JSON; one that cannot be read stays as it is
     */
    public LinkedDefinition link(String tenant, String text) {
        return DocumentReader.read(text) instanceof DocumentReader.Reading.Document(ObjectNode root)
                        && !Places.ofDefinition(root).isEmpty()
                ? new Linking(text, root, own, () -> sources.open(tenant)).linked()
                : LinkedDefinition.unchanged(text);
    }
}
