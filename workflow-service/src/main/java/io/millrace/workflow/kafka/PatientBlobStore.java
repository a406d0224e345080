package io.millrace.workflow.kafka;

import io.millrace.schemas.blobs.BlobKey;
import io.millrace.schemas.blobs.BlobStore;
import io.millrace.schemas.blobs.BlobStoreException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits for a store that cannot be used for a moment. Nothing may be decided without a value that is there, so the
 * engine rather stands still than goes on; but it gives up before Kafka takes it for dead, and begins again.
 */
final class PatientBlobStore implements BlobStore {
    private static final System.Logger LOG = System.getLogger(PatientBlobStore.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BlobStore store;
    private final Duration patience;

    PatientBlobStore(BlobStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public void put(BlobKey key, byte[] content) {
        patiently(() -> {
            store.put(key, content);
            return content;
        });
    }

    @Override
    public byte[] get(BlobKey key, long bytes) {
        return patiently(() -> store.get(key, bytes));
    }

    @Override
    public void close() {
        store.close();
    }

    private byte[] patiently(Supplier<byte[]> call) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (BlobStoreException e) {
                if (System.nanoTime() >= giveUp) {
                    throw e;
                }
                LOG.log(System.Logger.Level.WARNING, "Waiting for the blob store: {0}", e.getMessage());
                pause(e);
            }
        }
    }

    private static void pause(BlobStoreException reason) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
