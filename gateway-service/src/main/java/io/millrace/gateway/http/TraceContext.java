package io.millrace.gateway.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The header of W3C Trace Context, which goes on with every record. */
public final class TraceContext {
    private static final String HEADER = "traceparent";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** The header's value; null when there is none or when it is not well formed. */
    public static @Nullable String of(ServerRequest request) {
        String value = request.headers().firstHeader(HEADER);
        return value != null && FORM.matcher(value).matches() ? value : null;
    }
}
