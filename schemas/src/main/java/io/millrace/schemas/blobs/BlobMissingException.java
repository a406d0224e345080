package io.millrace.schemas.blobs;

/** Thrown when a blob is not there, or is not what its key says: asking again does not help. */
public final class BlobMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A blob that is lost.
     *
     * @param key the blob
     * @param what what is wrong with it, as the end of a sentence, for example {@code is not in the blob store}
     */
    public BlobMissingException(BlobKey key, String what) {
        super("The large value " + key.sha256() + " " + what
                + ". It was deleted or changed there, or this service looks into another store than the one that"
                + " wrote it: compare millrace.blobs.* of all services.");
    }
}
