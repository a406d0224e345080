package io.millrace.gateway.run;

import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants a run to be retried.
 *
 * @param from name or JSON pointer of the task to begin with; null = the one that failed
 * @param input raw input of that task as JSON text; null = what it had
 * @param version version or alias to go on with; null = the one it had
 */
public record RetryRequest(
        @Nullable String from,
        @Nullable String input,
        @Nullable String version) {
    private static final int LONGEST_TEXT = 2_000;

    /**
     * Reads the body; an empty one wishes nothing.
     *
     * @throws io.millrace.gateway.refusal.Refused as malformed or invalid when it is no such document
     */
    public static RetryRequest read(byte[] body) {
        if (body.length == 0) {
            return new RetryRequest(null, null, null);
        }
        DocumentReader reader = DocumentReader.open(body);
        String from = reader.text("from", LONGEST_TEXT);
        String version = reader.text("version", LONGEST_TEXT);
        String input =
                reader.node().has("input") ? Json.text(Json.bytes(reader.node().get("input"))) : null;
        reader.ignore("input");
        reader.finish();
        return new RetryRequest(from, input, version);
    }

    /** Whether the task is named by a JSON pointer. */
    boolean byPointer() {
        return from != null && from.startsWith("/");
    }
}
