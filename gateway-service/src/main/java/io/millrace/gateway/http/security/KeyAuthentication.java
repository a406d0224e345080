package io.millrace.gateway.http.security;

import io.millrace.gateway.http.CallerAuthentication;
import io.millrace.gateway.http.session.OwnPage;
import io.millrace.gateway.http.session.SessionCookie;
import io.millrace.gateway.identity.KeyRing;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ViewState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the caller behind {@code Authorization: Bearer}, {@code X-Api-Key} or, where neither is sent, the cookie of a
 * session. A session that has ended is as good as none.
 */
@Component
final class KeyAuthentication implements ServerAuthenticationConverter {
    private static final String BEARER = "Bearer ";
    private static final String API_KEY = "X-Api-Key";

    private final KeyRing keys;
    private final ViewState views;
    private final SessionCookie cookies;

    KeyAuthentication(KeyRing keys, ViewState views, SessionCookie cookies) {
        this.keys = keys;
        this.views = views;
        this.cookies = cookies;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        String apiKey = headers.getFirst(API_KEY);
        boolean isKey = authorization != null || apiKey != null;
        if (!isKey && !SessionCookie.isSent(exchange.getRequest())) {
            return Mono.empty();
        }
        if (!views.caughtUp()) {
            return Mono.error(Refused.unavailable("The gateway is starting and does not know its keys yet.", null));
        }
        if (!isKey) {
            return session(exchange.getRequest());
        }
        String presented = authorization == null ? apiKey : bearer(authorization);
        return keys.admit(presented == null ? "" : presented)
                .<Mono<Authentication>>map(caller -> Mono.just(new CallerAuthentication(caller)))
                .orElseGet(() -> Mono.error(new Refused(new Refusal.Unauthenticated(
                        "The key is not known here: check that it is whole and was not deleted."))));
    }

    private Mono<Authentication> session(ServerHttpRequest request) {
        return Mono.justOrEmpty(cookies.session(request))
                .flatMap(session -> Mono.justOrEmpty(keys.admit(session)).<Authentication>map(caller -> {
                    OwnPage.check(request);
                    return new CallerAuthentication(caller, session.expiresAt());
                }));
    }

    private static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
