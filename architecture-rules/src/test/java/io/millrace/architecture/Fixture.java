package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the sources of one imagined service, so that a rule's good and bad example stand in its test, and so that
 * a bad example does not have to pass the gates of this build.
 */
final class Fixture {

    private static final Pattern PACKAGE = Pattern.compile("package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface|enum)\\s+(\\w+)");

    private Fixture() {}

    /** The classes of {@code sources}, each the text of one file with one top-level type or of a package-info. */
    static JavaClasses compile(String... sources) {
        try {
            Path classes = Files.createTempDirectory("fixture");
            try {
                compileInto(classes, sources);
                return new ClassFileImporter().importPath(classes);
            } finally {
                delete(classes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void compileInto(Path classes, String... sources) {
        var complaints = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        complaints,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        Arrays.stream(sources).map(Fixture::file).toList())
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("the fixture does not compile: " + complaints);
        }
    }

    private static JavaFileObject file(String source) {
        var type = TYPE.matcher(source);
        var name = type.find() ? type.group(1) : "package-info";
        var room = PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1);
        var uri = URI.create("string:///" + room.replace('.', '/') + "/" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
