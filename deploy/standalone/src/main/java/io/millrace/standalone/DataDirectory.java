package io.millrace.standalone;

import io.millrace.standalone.hosting.StandaloneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a standalone keeps everything, locked for as long as it is open, so that two servers never share one. */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "millrace.lock";

    private final Path path;
    private final FileChannel lockChannel;

    private DataDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens and locks a directory, made when it does not exist.
     *
     * @param fresh whether everything in it is deleted first
     * @throws StandaloneException when another server uses it, when it cannot be written, or when something that is
     *     no data directory would be deleted
     */
    static DataDirectory open(Path directory, boolean fresh) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            if (fresh) {
                refuseToDeleteWhatIsNotOurs(path);
            }
            Files.createDirectories(path, readableByOwner("rwx------"));
            FileChannel channel = lock(path);
            if (fresh) {
                deleteContent(path);
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StandaloneException(
                    "The data directory " + path + " cannot be used: " + e + ". Choose another one with --data.", e);
        }
    }

    /** The directory itself, absolute. */
    Path path() {
        return path;
    }

    /** A place below the directory. */
    Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * Reads a secret that only the owner of the directory may read.
     *
     * @return the text, or null when there is none yet
     */
    @Nullable
    String readSecret(String name) {
        try {
            Path file = path.resolve(name);
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path.resolve(name) + " cannot be read", e);
        }
    }

    /** Reads a secret, or makes and keeps it, readable by the owner only. */
    String secret(String name, Supplier<String> maker) {
        String kept = readSecret(name);
        if (kept != null) {
            return kept;
        }
        String made = maker.get();
        try {
            Path unfinished = path.resolve(name + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, readableByOwner("rw-------"));
            Files.writeString(unfinished, made + "\n");
            Files.move(unfinished, path.resolve(name));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path.resolve(name) + " cannot be written", e);
        }
    }

    /** Lets the next server in. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of " + path + " cannot be given back", e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(path);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(path);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static StandaloneException inUse(Path path) throws IOException {
        return new StandaloneException("The data directory " + path + " is in use by another Millrace server (process "
                + Files.readString(path.resolve(LOCK_FILE)).strip()
                + "). Stop that one, or give this one a directory of its own with --data.");
    }

    private static void refuseToDeleteWhatIsNotOurs(Path path) throws IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(LOCK_FILE))) {
            return;
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new StandaloneException("--fresh would delete everything in " + path
                        + ", which is not a data directory of Millrace. Choose another one with --data.");
            }
        }
    }

    /** Deletes a data directory that nobody uses any more. */
    static void delete(Path directory) throws IOException {
        deleteContent(directory);
        Files.deleteIfExists(directory.resolve(LOCK_FILE));
        Files.delete(directory);
    }

    private static void deleteContent(Path path) throws IOException {
        List<Path> content;
        try (Stream<Path> walked = Files.walk(path)) {
            content = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : content) {
            if (!one.equals(path) && !one.equals(path.resolve(LOCK_FILE))) {
                Files.delete(one);
            }
        }
    }

    private static FileAttribute<?>[] readableByOwner(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
