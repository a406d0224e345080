package io.millrace.trigger.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a sender sent. */
public final class Delivery {
    private final String method;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * A delivery.
     *
     * @param method HTTP method in capitals
     * @param headers values by name, in any case
     * @param body the raw bytes, as they are signed; nobody may change them any more
     */
    public Delivery(String method, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.headers = new TreeMap<>();
        headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        this.body = body;
    }

    /** HTTP method in capitals. */
    public String method() {
        return method;
    }

    byte[] body() {
        return body;
    }

    /** The value of a header that is there exactly once; two of them say nothing that could be relied on. */
    @Nullable
    String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? values.getFirst().strip() : null;
    }
}
