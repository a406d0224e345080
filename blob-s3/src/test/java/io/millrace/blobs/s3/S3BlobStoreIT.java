package io.millrace.blobs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.blobs.BlobKey;
import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.BlobStore;
import io.millrace.schemas.blobs.BlobStoreContract;
import io.millrace.schemas.blobs.BlobStoreException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3BlobStoreIT implements BlobStoreContract {
    private static final String BUCKET = "large-values";

    @RegisterExtension
    private final S3ProxyExtension server =
            S3ProxyExtension.builder().withCredentials("key", "secret").build();

    private BlobStore store;
    private S3Client client;

    @BeforeEach
    void open() {
        // The standard chain looks there first.
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        BlobSettings settings = settings(BUCKET);
        store = settings.open();
        client = S3Client.builder()
                .endpointOverride(server.getUri())
                .forcePathStyle(true)
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .build();
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterEach
    void close() {
        store.close();
        client.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    public BlobStore store() {
        return store;
    }

    @Test
    void shouldNameObjectsByTenantAndHash() {
        // Given
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        BlobKey key = BlobKey.of("acme", content);

        // When
        store.put(key, content);

        // Then
        List<String> names = client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
        assertThat(names).containsExactly("millrace/acme/" + key.sha256());
    }

    @Test
    void shouldSayThatTheBucketIsNotThere() {
        // Given
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        BlobKey key = BlobKey.of("acme", content);

        // When / Then
        try (BlobStore elsewhere = settings("no-such-bucket").open()) {
            assertThatThrownBy(() -> elsewhere.put(key, content))
                    .isInstanceOf(BlobStoreException.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageContaining("millrace.blobs");
            assertThatThrownBy(() -> elsewhere.get(key, content.length)).isInstanceOf(BlobStoreException.class);
        }
    }

    private BlobSettings settings(String bucket) {
        Map<String, String> set = new HashMap<>();
        set.put("millrace.blobs.kind", "s3");
        set.put("millrace.blobs.bucket", bucket);
        set.put("millrace.blobs.endpoint", String.valueOf(server.getUri()));
        return BlobSettings.from(set::get);
    }
}
