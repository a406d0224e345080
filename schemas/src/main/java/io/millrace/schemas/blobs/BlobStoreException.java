package io.millrace.schemas.blobs;

/** Thrown when the blob store cannot be used now: asking again later may help. */
public final class BlobStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A store that failed; the message says where and what to do. */
    public BlobStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
