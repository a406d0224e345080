package io.millrace.schemas.blobs;

/**
 * Opens blob stores of one kind; found on the class path by {@link java.util.ServiceLoader}, so that the libraries of
 * a kind burden only those who run it.
 */
public interface BlobStoreProvider {
    /** The value of millrace.blobs.kind that this opens. */
    String kind();

    /**
     * Opens a store. Nothing is asked of it yet, so a store that is down stops nobody from starting.
     *
     * @throws IllegalArgumentException when a setting is wrong; the message names key, value and rule
     */
    BlobStore open(BlobSettings settings);
}
