package io.millrace.cli.source;

/** A text that cannot be brought over at all. The message is a sentence that says why. */
public final class UnreadableSource extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /**
     * @param place where the reading ended
     * @param sentence why
     */
    public UnreadableSource(Place place, String sentence) {
        super(sentence, null, false, false);
        this.place = place;
    }

    /** Where the reading ended. */
    public Place place() {
        return place;
    }
}
