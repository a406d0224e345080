package io.millrace.executor.outbound;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What was answered.
 *
 * @param status 100 to 599
 * @param headers by name in lower case
 * @param body decompressed; empty when there was none, or when the answer is a stream of events
 * @param events the data of each event when the answer is a stream of events (text/event-stream), in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of every body would cost more than it protects
public record Reply(int status, Map<String, String> headers, byte[] body, List<String> events) {
    private static final int SUCCESS = 200;
    private static final int REDIRECTION = 300;

    /** Whether the status is 200 to 299. */
    public boolean successful() {
        return status >= SUCCESS && status < REDIRECTION;
    }

    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A header, or an empty text. */
    public String header(String nameInLowerCase) {
        return headers.getOrDefault(nameInLowerCase, "");
    }
}
