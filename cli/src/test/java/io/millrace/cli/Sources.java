package io.millrace.cli;

import io.millrace.cli.asl.AslImport;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.fdl.FdlImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The definitions in other languages that the tests bring over. */
final class Sources {

    static final Path FOLDER = Path.of("src/test/resources/definitions");

    private Sources() {}

    /** All of them, in the order of their names. */
    static List<Path> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".golden."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Brings a text over that is written like the one in a file. */
    static Imported bring(Path file, String text) {
        String name = String.valueOf(file.getFileName());
        String plain = name.substring(0, name.indexOf('.'));
        return file.startsWith(FOLDER.resolve("asl")) ? AslImport.read(text, plain) : FdlImport.read(text, plain);
    }
}
