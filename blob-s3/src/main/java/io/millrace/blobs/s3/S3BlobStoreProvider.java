package io.millrace.blobs.s3;

import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.BlobStore;
import io.millrace.schemas.blobs.BlobStoreProvider;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens buckets. */
public final class S3BlobStoreProvider implements BlobStoreProvider {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration WITH_RETRIES = Duration.ofSeconds(60);

    /** For {@link java.util.ServiceLoader}. */
    public S3BlobStoreProvider() {}

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public BlobStore open(BlobSettings settings) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(WITH_RETRIES));
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            client.endpointOverride(endpoint);
        }
        return new S3BlobStore(client.build(), settings.bucket(), settings.prefix());
    }
}
