package io.millrace.gateway.http.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** A file of the console. */
final class ConsoleFile {
    private static final int MARK_DIGITS = 32;
    private static final int SMALL = 1024;

    private final MediaType type;
    private final String mark;
    private final byte[] plain;
    private final byte @Nullable [] packed;

    /**
     * A file.
     *
     * @param path where it is, which says what it is
     */
    ConsoleFile(String path, byte[] content) {
        type = type(path);
        mark = mark(content);
        plain = content;
        packed = packed(type, content);
    }

    /** The media type, with the character set where it is text. */
    MediaType type() {
        return type;
    }

    /** Of the content: another one for other content. */
    String mark() {
        return mark;
    }

    /** The file as it is, not to be changed. */
    byte[] plain() {
        return plain;
    }

    /** The same in the form of gzip, not to be changed; null where that would save nothing. */
    byte @Nullable [] packed() {
        return packed;
    }

    private static MediaType type(String path) {
        if (path.endsWith(".webmanifest")) {
            return MediaType.parseMediaType("application/manifest+json;charset=UTF-8");
        }
        if (path.endsWith(".js") || path.endsWith(".mjs")) {
            return MediaType.parseMediaType("text/javascript;charset=UTF-8");
        }
        MediaType type = MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        boolean isText = type.getType().equals("text") || type.isCompatibleWith(MediaType.APPLICATION_JSON);
        return isText ? MediaType.parseMediaType(type + ";charset=UTF-8") : type;
    }

    private static String mark(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, MARK_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte @Nullable [] packed(MediaType type, byte[] plain) {
        boolean isText = type.getCharset() != null || "xml".equals(type.getSubtypeSuffix());
        if (!isText || plain.length < SMALL) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory is always there to be written", e);
        }
        return bytes.size() < plain.length ? bytes.toByteArray() : null;
    }
}
