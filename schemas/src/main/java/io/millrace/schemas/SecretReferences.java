package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts that stand for a tenant's secrets wherever a run carries them: in its state, in its log and in the arguments
 * of its steps. A reference is put in between two noncharacters, U+FDD0 and U+FDD1, which Unicode reserves for uses like
 * this one (The Unicode Standard, section 23.7), so it keeps its place in any text that it is joined with. What comes
 * from outside is {@linkplain #neutralized neutralized} first, so nobody else can write one.
 */
public final class SecretReferences {
    /** What people see instead of a secret. */
    public static final String MASK = "***";

    private static final char OPEN = '\uFDD0';
    private static final char CLOSE = '\uFDD1';
    private static final char REPLACEMENT = '\uFFFD';
    private static final char FIELD = '/';
    private static final String BASE64 = "@base64:";
    private static final String URI = "@uri:";
    private static final Pattern ESCAPED = Pattern.compile("\\\\u[fF][dD][dD][01]");
    /** Each level of base64 makes a text longer by a third. */
    private static final int DEEPEST = 4;

    private static final String HEX = "0123456789ABCDEF";

    private SecretReferences() {}

    /** Knows the values that references stand for. */
    @FunctionalInterface
    public interface Values {
        /**
         * The value that stands in a reference's place.
         *
         * @param secret its name
         * @param field of the object that the secret is; null for the whole value
         */
        String value(String secret, @Nullable String field);
    }

    /** Stands for the whole value of a secret. */
    public static String to(String secret) {
        return OPEN + secret + CLOSE;
    }

    /** Stands for a field of a secret whose value is a JSON object. */
    public static String to(String secret, String field) {
        return OPEN + secret + FIELD + field + CLOSE;
    }

    /** Stands for a text with references in it, in base64 (RFC 4648, section 4), once they are resolved. */
    public static String base64(String text) {
        return OPEN + BASE64 + text + CLOSE;
    }

    /** Stands for a text with references in it, percent-encoded (RFC 3986), once they are resolved. */
    public static String uri(String text) {
        return OPEN + URI + text + CLOSE;
    }

    /** Whether a text has a reference in it, or a part of one. */
    public static boolean in(String text) {
        return text.indexOf(OPEN) >= 0 || text.indexOf(CLOSE) >= 0;
    }

    /** Whether JSON text may have a reference in it, written plainly or with escapes. */
    public static boolean inJson(String json) {
        return in(json) || (json.contains("\\u") && ESCAPED.matcher(json).find());
    }

    /** A text of somebody else, in which nothing can be taken for a reference. */
    public static String neutralized(String text) {
        return in(text) ? text.replace(OPEN, REPLACEMENT).replace(CLOSE, REPLACEMENT) : text;
    }

    /** A text for people: {@value #MASK} in place of every reference. */
    public static String masked(String text) {
        if (!in(text)) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == OPEN) {
                masked.append(depth == 0 ? MASK : "");
                depth++;
            } else if (c == CLOSE) {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0) {
                masked.append(c);
            }
        }
        return masked.toString();
    }

    /** The names of the secrets that a text, or a JSON text, refers to. */
    public static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, open + 1)) {
            int end = open + 1;
            while (end < text.length() && "/:\uFDD0\uFDD1".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            if (end > open + 1 && text.charAt(open + 1) != '@') {
                names.add(text.substring(open + 1, end));
            }
        }
        return names;
    }

    /**
     * Puts values in the place of references.
     *
     * @throws IllegalArgumentException when a reference is cut, or nested more than four levels deep
     */
    public static String resolved(String text, Values values) {
        return resolved(text, values, 0);
    }

    private static String resolved(String text, Values values, int depth) {
        if (!in(text)) {
            return text;
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("A secret is encoded more than " + DEEPEST + " times over");
        }
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == CLOSE) {
                throw cut();
            }
            if (c == OPEN) {
                int end = end(text, at);
                resolved.append(value(text.substring(at + 1, end), values, depth));
                at = end;
            } else {
                resolved.append(c);
            }
            at++;
        }
        return resolved.toString();
    }

    private static int end(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == OPEN) {
                depth++;
            } else if (c == CLOSE && --depth == 0) {
                return i;
            }
        }
        throw cut();
    }

    private static String value(String reference, Values values, int depth) {
        if (reference.startsWith(BASE64)) {
            String plain = resolved(reference.substring(BASE64.length()), values, depth + 1);
            return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }
        if (reference.startsWith(URI)) {
            return percentEncoded(resolved(reference.substring(URI.length()), values, depth + 1));
        }
        int field = reference.indexOf(FIELD);
        return field < 0
                ? values.value(reference, null)
                : values.value(reference.substring(0, field), reference.substring(field + 1));
    }

    /** Percent-encodes everything but unreserved characters (RFC 3986, section 2.3). */
    public static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static IllegalArgumentException cut() {
        return new IllegalArgumentException("A text holds only a part of a reference to a secret");
    }
}
