package io.millrace.gateway.refusal;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer JSON pointer (RFC 6901) of the place, empty for the whole document
 * @param line from 1, or 0 when the place has none
 * @param column from 1, or 0 when the place has none
 * @param detail what is wrong and what to do
 */
public record Flaw(String pointer, int line, int column, String detail) {
    /** A flaw whose line and column are not known. */
    public static Flaw at(String pointer, String detail) {
        return new Flaw(pointer, 0, 0, detail);
    }
}
