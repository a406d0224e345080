package io.millrace.schemas.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every blob store must do; a test of a store implements it. */
public interface BlobStoreContract {
    /** The store under test; the same for all calls of one test. */
    BlobStore store();

    @Test
    default void shouldGiveBackWhatWasKept() {
        // Given
        byte[] content = random(3_000_000);
        BlobKey key = BlobKey.of("acme", content);

        // When
        store().put(key, content);

        // Then
        assertThat(store().get(key, content.length)).isEqualTo(content);
    }

    @Test
    default void shouldKeepTheSameContentTwiceWithoutComplaint() {
        // Given
        byte[] content = bytes("twice");
        BlobKey key = BlobKey.of("acme", content);
        store().put(key, content);

        // When
        store().put(key, content);

        // Then
        assertThat(store().get(key, content.length)).isEqualTo(content);
    }

    @Test
    default void shouldSayThatABlobIsMissing() {
        // Given
        BlobKey key = BlobKey.of("acme", bytes("never kept"));

        // When / Then
        assertThatThrownBy(() -> store().get(key, 10))
                .isInstanceOf(BlobMissingException.class)
                .hasMessageContaining(key.sha256());
    }

    @Test
    default void shouldNotShowATenantWhatAnotherKept() {
        // Given
        byte[] content = bytes("a secret of acme");
        store().put(BlobKey.of("acme", content), content);

        // When / Then
        assertThatThrownBy(() -> store().get(BlobKey.of("globex", content), content.length))
                .isInstanceOf(BlobMissingException.class);
    }

    @Test
    default void shouldReadLittleOfABlobThatIsLargerThanItShouldBe() {
        // Given
        byte[] content = random(1_000_000);
        BlobKey key = BlobKey.of("acme", content);
        store().put(key, content);

        // When
        byte[] read = store().get(key, 10);

        // Then
        assertThat(read).hasSize(11);
    }

    @Test
    default void shouldTakeTheSameBlobFromManyAtOnce() {
        // Given
        byte[] content = random(200_000);
        BlobKey key = BlobKey.of("acme", content);

        // When
        List<CompletableFuture<Void>> writers = IntStream.range(0, 16)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> store().put(key, content)))
                .toList();
        CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new)).join();

        // Then
        assertThat(store().get(key, content.length)).isEqualTo(content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(20_261_121).nextBytes(content);
        return content;
    }
}
