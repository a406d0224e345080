package io.millrace.gateway.http.session;

import io.millrace.gateway.identity.Session;
import io.millrace.gateway.identity.SessionSeal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** The cookie that stands for a key. Scripts cannot read it, and other sites cannot have it sent. */
@Component
@EnableConfigurationProperties(SessionProperties.class)
public final class SessionCookie {
    /** Its name. */
    public static final String NAME = "millrace-session";

    /** How long a session lasts. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final String FORWARDED_PROTOCOL = "X-Forwarded-Proto";
    private static final String HTTPS = "https";

    private final SessionSeal seal;
    private final InstantSource clock;

    SessionCookie(SessionProperties properties, InstantSource clock) {
        this.seal = new SessionSeal(properties.derived(SessionSeal.PURPOSE));
        this.clock = clock;
    }

    /** Whether a request carries the cookie, whatever it is worth. */
    public static boolean isSent(ServerHttpRequest request) {
        return request.getCookies().getFirst(NAME) != null;
    }

    /** The session that a request belongs to; empty without a cookie, or when the session has ended. */
    public Optional<Session> session(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(NAME);
        return cookie == null ? Optional.empty() : seal.open(cookie.getValue(), clock.instant());
    }

    /** The cookie of a session. */
    ResponseCookie begin(Session session, ServerHttpRequest request) {
        return cookie(seal.seal(session), LIFE, request);
    }

    /** Takes the cookie away. */
    ResponseCookie end(ServerHttpRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static ResponseCookie cookie(String value, Duration life, ServerHttpRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .secure(isEncrypted(request))
                .build();
    }

    // Whoever claims https without having it only keeps the cookie from coming back.
    private static boolean isEncrypted(ServerHttpRequest request) {
        return HTTPS.equalsIgnoreCase(request.getURI().getScheme())
                || HTTPS.equalsIgnoreCase(first(request.getHeaders().getFirst(FORWARDED_PROTOCOL)));
    }

    private static String first(@Nullable String list) {
        return list == null ? "" : list.split(",", 2)[0].strip();
    }
}
