package io.millrace.schemas.blobs;

/**
 * Keeps blobs by what they contain. A blob never changes, so keeping it twice is keeping it once, and whoever reads it
 * reads what was written. Calls block.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Keeps content. When this returns, everybody who shares the store can read it.
     *
     * @param key the key of the content
     * @param content not changed afterwards
     * @throws BlobStoreException when the store cannot take it now
     */
    void put(BlobKey key, byte[] content);

    /**
     * Reads content. The store need not check it: {@link LargeValues} does.
     *
     * @param bytes the size that the content should have; a store may refuse to read anything larger
     * @throws BlobMissingException when there is no such blob
     * @throws BlobStoreException when the store cannot be read now
     */
    byte[] get(BlobKey key, long bytes);

    @Override
    default void close() {}
}
