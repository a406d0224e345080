package io.millrace.cli.source;

/**
 * One thing of the source that did not come over as it was.
 *
 * @param kind what became of it
 * @param pointer where it stands, as an RFC 6901 JSON pointer; empty for the whole
 * @param place where it stands in the text
 * @param sentence what it is, and what to do about it
 */
public record Finding(Kind kind, String pointer, Place place, String sentence) {

    /** What became of something. */
    public enum Kind {
        /** Nothing stands for it in the definition. */
        LOST("lost"),
        /** What stands for it does something else in some cases. */
        DIFFERENT("different"),
        /** What stands for it has to be completed by a person. */
        OPEN("to do");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The kind in one or two words for a person. */
        public String word() {
            return word;
        }
    }
}
