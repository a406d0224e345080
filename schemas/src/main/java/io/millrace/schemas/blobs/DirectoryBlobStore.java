package io.millrace.schemas.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps blobs as files, {@code tenant/ab/cd/abcd…}. A file gets its name when it is whole, so a crash leaves at most an
 * unfinished one beside it, and two processes may write the same blob at once.
 */
final class DirectoryBlobStore implements BlobStore {
    private static final String UNFINISHED = "unfinished-";

    private final Path directory;
    private final boolean fsync;

    /**
     * Uses a directory, made when something is first kept.
     *
     * @param fsync whether a blob is forced to disk before it counts as kept
     */
    DirectoryBlobStore(Path directory, boolean fsync) {
        this.directory = directory.toAbsolutePath().normalize();
        this.fsync = fsync;
    }

    @Override
    public void put(BlobKey key, byte[] content) {
        Path file = file(key);
        try {
            if (Files.exists(file) && Files.size(file) == content.length) {
                // A sweep by age must not take what is referred to anew.
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                return;
            }
            makeReadableByOwner(file.getParent());
            Path unfinished = file.resolveSibling(UNFINISHED + UUID.randomUUID());
            try {
                write(unfinished, content);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new BlobStoreException(
                    "The blob store cannot write " + file + ": " + e + ". Make room there, or check its permissions.",
                    e);
        }
    }

    @Override
    public byte[] get(BlobKey key, long bytes) {
        Path file = file(key);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Math.toIntExact(bytes + 1));
        } catch (NoSuchFileException e) {
            throw new BlobMissingException(key, "is not in the blob store");
        } catch (IOException e) {
            throw new BlobStoreException(
                    "The blob store cannot read " + file + ": " + e + ". Check its permissions and the disk.", e);
        }
    }

    private Path file(BlobKey key) {
        String hash = key.sha256();
        return directory
                .resolve(key.tenant())
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }

    private void makeReadableByOwner(@Nullable Path made) throws IOException {
        if (made == null) {
            return;
        }
        try {
            if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(made);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " is no directory", e);
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (fsync) {
                channel.force(true);
            }
        }
    }
}
