package io.millrace.gateway.http;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunStart;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The header by which a caller says that a request is the repeat of another. */
public final class IdempotencyKey {
    /** Its name. */
    public static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * The header's value, or null when there is none.
     *
     * @throws Refused as malformed when it is blank or too long
     */
    public static @Nullable String of(ServerRequest request) {
        String key = request.headers().firstHeader(HEADER);
        if (key != null && (key.isBlank() || key.length() > RunStart.LONGEST_IDEMPOTENCY_KEY)) {
            throw Refused.malformed(
                    "The header " + HEADER + " must have 1 to " + RunStart.LONGEST_IDEMPOTENCY_KEY + " characters.");
        }
        return key;
    }
}
