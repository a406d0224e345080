package io.millrace.schemas.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTest implements BlobStoreContract {
    @TempDir
    private Path directory;

    @Override
    public BlobStore store() {
        return new DirectoryBlobStore(directory.resolve("blobs"), true);
    }

    @Test
    void shouldLeaveNothingButTheBlobBehind() throws IOException {
        // Given
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        BlobKey key = BlobKey.of("acme", content);

        // When
        store().put(key, content);

        // Then
        Path file = directory
                .resolve("blobs/acme")
                .resolve(key.sha256().substring(0, 2))
                .resolve(key.sha256().substring(2, 4))
                .resolve(key.sha256());
        assertThat(files()).containsExactly(file);
    }

    @Test
    void shouldMakeABlobYoungAgainThatIsKeptAgain() throws IOException {
        // Given
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        BlobKey key = BlobKey.of("acme", content);
        store().put(key, content);
        Path file = files().getFirst();
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        // When
        store().put(key, content);

        // Then
        assertThat(Files.getLastModifiedTime(file).toInstant())
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    @Test
    void shouldSayWhereItCannotWrite() throws IOException {
        // Given
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("blobs"), "a file where the directory should be");

        // When / Then
        assertThatThrownBy(() -> store().put(BlobKey.of("acme", content), content))
                .isInstanceOf(BlobStoreException.class)
                .hasMessageContaining(directory.resolve("blobs/acme").toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walked = Files.walk(directory)) {
            return walked.filter(Files::isRegularFile).toList();
        }
    }
}
