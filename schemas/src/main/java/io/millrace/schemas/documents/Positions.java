package io.millrace.schemas.documents;

import java.util.HashMap;
import java.util.Map;

/** Where in a text the parts of a document stand. Properties stand where their names do. */
public final class Positions {

    private static final Position START = new Position(1, 1);

    /** A line and a column, both from 1. */
    public record Position(int line, int column) {}

    private final Map<String, Position> byPointer = new HashMap<>();

    void put(String pointer, Position position) {
        byPointer.put(pointer, position);
    }

    /**
     * The position of a part, or of the nearest part around it that stands in the text.
     *
     * @param pointer JSON pointer (RFC 6901)
     */
    public Position of(String pointer) {
        String at = pointer;
        while (!at.isEmpty()) {
            Position position = byPointer.get(at);
            if (position != null) {
                return position;
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return byPointer.getOrDefault("", START);
    }
}
