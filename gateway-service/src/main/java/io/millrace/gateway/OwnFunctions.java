package io.millrace.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;

/** Reads the functions of Millrace's own catalog, which are parts of the gateway. */
final class OwnFunctions {
    private static final List<String> ALL = List.of("http-json:1.0.0", "webhook-post:1.0.0");

    private OwnFunctions() {}

    /** Their documents by {@code name:version}. */
    static Map<String, String> read() {
        Map<String, String> functions = new TreeMap<>();
        for (String function : ALL) {
            String path = "catalog/functions/" + function.replace(':', '/') + "/function.yaml";
            try {
                functions.put(
                        function,
                        new ClassPathResource(path, OwnFunctions.class).getContentAsString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The gateway's jar lacks " + path, e);
            }
        }
        return functions;
    }
}
