package io.millrace.gateway.http.security;

import io.millrace.gateway.http.CallerAuthentication;
import io.millrace.gateway.identity.KeyRing;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ViewState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the caller behind {@code Authorization: Bearer} or {@code X-Api-Key}. */
@Component
final class KeyAuthentication implements ServerAuthenticationConverter {
    private static final String BEARER = "Bearer ";
    private static final String API_KEY = "X-Api-Key";

    private final KeyRing keys;
    private final ViewState views;

    KeyAuthentication(KeyRing keys, ViewState views) {
        this.keys = keys;
        this.views = views;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        String apiKey = headers.getFirst(API_KEY);
        if (authorization == null && apiKey == null) {
            return Mono.empty();
        }
        if (!views.caughtUp()) {
            return Mono.error(Refused.unavailable("The gateway is starting and does not know its keys yet.", null));
        }
        String presented = authorization == null ? apiKey : bearer(authorization);
        return keys.admit(presented == null ? "" : presented)
                .<Mono<Authentication>>map(caller -> Mono.just(new CallerAuthentication(caller)))
                .orElseGet(() -> Mono.error(new Refused(new Refusal.Unauthenticated(
                        "The key is not known here: check that it is whole and was not deleted."))));
    }

    private static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
