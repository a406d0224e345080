package io.millrace.cli.source;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(int line, int column) {

    /** The beginning of a text. */
    static final Place START = new Place(1, 1);
}
