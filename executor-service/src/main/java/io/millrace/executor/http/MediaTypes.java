package io.millrace.executor.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** What a content type says about how bytes are to be read. */
final class MediaTypes {
    private static final Set<String> TEXT_SUBTYPES =
            Set.of("xml", "javascript", "x-www-form-urlencoded", "yaml", "x-yaml", "graphql", "x-ndjson", "jsonlines");

    private MediaTypes() {}

    static boolean json(MediaType type) {
        return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) || "json".equals(type.getSubtypeSuffix());
    }

    /** Whether the bytes are text; what does not say what it is counts as text. */
    static boolean text(@Nullable MediaType type) {
        return type == null
                || type.getType().equals("text")
                || TEXT_SUBTYPES.contains(type.getSubtype())
                || "xml".equals(type.getSubtypeSuffix())
                || "yaml".equals(type.getSubtypeSuffix());
    }

    static Charset charset(@Nullable MediaType type) {
        return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    }
}
