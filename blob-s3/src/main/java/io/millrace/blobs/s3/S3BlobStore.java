package io.millrace.blobs.s3;

import io.millrace.schemas.blobs.BlobKey;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.BlobStore;
import io.millrace.schemas.blobs.BlobStoreException;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps blobs as objects {@code prefix + tenant/sha256}. Writing one again gives it a new date, so a lifecycle rule of
 * the bucket that deletes by age spares what was referred to lately.
 */
final class S3BlobStore implements BlobStore {
    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3BlobStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public void put(BlobKey key, byte[] content) {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(prefix + key).contentType("application/json"),
                    RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw failed("write", e);
        }
    }

    @Override
    public byte[] get(BlobKey key, long bytes) {
        try (ResponseInputStream<GetObjectResponse> object =
                client.getObject(request -> request.bucket(bucket).key(prefix + key))) {
            byte[] content = object.readNBytes(Math.toIntExact(bytes + 1));
            if (content.length > bytes) {
                // Closing would read the rest first.
                object.abort();
            }
            return content;
        } catch (NoSuchKeyException e) {
            throw new BlobMissingException(key, "is not in the blob store");
        } catch (SdkException | IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private BlobStoreException failed(String what, Exception cause) {
        return new BlobStoreException(
                "The blob store cannot " + what + " the bucket " + bucket + ": " + cause.getMessage()
                        + ". Check millrace.blobs.*, the credentials and the bucket's policy.",
                cause);
    }
}
