package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what a benchmark leaves behind, and removes it. */
final class Directories {

    private Directories() {}

    /** Length of the files whose path contains a text, in bytes. */
    static long bytes(Path directory, String part) throws IOException {
        try (Stream<Path> walked = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : walked.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(part))
                    .toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Deletes a directory with everything in it. */
    static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walked = Files.walk(directory)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
