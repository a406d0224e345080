package io.millrace.executor.grpc;

import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of one .proto file.
 *
 * @param path by which other files import it
 * @param element what it says
 */
record ProtoText(String path, ProtoFileElement element) {
    private static final Pattern WELL_KNOWN = Pattern.compile("google(/[a-z0-9_]+)+\\.proto");
    private static final int DEEPEST = 64;
    private static final int LONGEST_PROBLEM = 300;

    /**
     * Reads a file.
     *
     * @throws RefusedException when it is none
     */
    static ProtoText read(String path, String text) {
        // What is nested too deeply would overflow the stack of the parser and of all that works on what it read.
        if (depth(text) > DEEPEST) {
            throw refused("The file " + path + " is more than " + DEEPEST + " levels deep");
        }
        try {
            return new ProtoText(path, ProtoParser.Companion.parse(Location.get(path), text));
        } catch (RuntimeException | StackOverflowError invalid) {
            throw refused(
                    "The file " + path + " is no .proto file: " + shortened(String.valueOf(invalid.getMessage())));
        }
    }

    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if ((c == '}' || c == ']') && depth > 0) {
                depth--;
            }
        }
        return deepest;
    }

    /** A file of Google's that comes with the protocol and needs not be fetched; empty if there is none. */
    static Optional<ProtoText> wellKnown(String path) {
        if (!WELL_KNOWN.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream file = ProtoText.class.getClassLoader().getResourceAsStream(path)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(read(path, new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    ProtoFile file() {
        return ProtoFile.Companion.get(element);
    }

    List<String> imports() {
        return Stream.concat(element.getImports().stream(), element.getPublicImports().stream())
                .toList();
    }

    static String shortened(String text) {
        return text.length() > LONGEST_PROBLEM ? text.substring(0, LONGEST_PROBLEM) + "…" : text;
    }

    static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }
}
