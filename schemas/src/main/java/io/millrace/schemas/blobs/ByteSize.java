package io.millrace.schemas.blobs;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads sizes as settings write them, for example {@code 256KB}; a kilobyte has 1,024 bytes. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(B|KB|MB|GB)?");

    private ByteSize() {}

    /**
     * The size that a setting says, in bytes.
     *
     * @throws IllegalArgumentException when it is none, or outside the bounds
     */
    static int of(Function<String, @Nullable String> setting, String key, String fallback, String least, String most) {
        String text = setting.apply(key);
        long bytes = text == null ? bytes(fallback) : bytes(text.strip());
        if (bytes < bytes(least) || bytes > bytes(most)) {
            throw new IllegalArgumentException(
                    key + " is '" + text + "' but must be a size between " + least + " and " + most);
        }
        return Math.toIntExact(bytes);
    }

    private static long bytes(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return -1;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "KB" -> number << 10;
            case "MB" -> number << 20;
            case "GB" -> number << 30;
            case null, default -> number;
        };
    }
}
