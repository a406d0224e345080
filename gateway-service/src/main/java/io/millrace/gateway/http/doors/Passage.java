package io.millrace.gateway.http.doors;

import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.run.RunPosition;
import io.millrace.schemas.InternalIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Prepares requests for the services behind the gateway: takes away what only the gateway may say, and says it: who
 * asks, and how far the log must have been read.
 */
@Component
@EnableConfigurationProperties(IdentityProperties.class)
public final class Passage {
    private static final String SEEN = "X-Millrace-Seen";
    private static final String OWN_HEADERS = "x-millrace-";
    private static final String PUBLIC = "public";
    private static final List<String> OF_THE_BODY = List.of(
            HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_TYPE, HttpHeaders.TRANSFER_ENCODING, HttpHeaders.EXPECT);

    private final InnerDoors doors;
    private final SeenPositions positions;
    private final String secret;
    private final InstantSource clock;

    Passage(InnerDoors doors, SeenPositions positions, IdentityProperties identity, InstantSource clock) {
        this.doors = doors;
        this.positions = positions;
        this.secret = identity.secret();
        this.clock = clock;
    }

    /** Lets audit-service answer a read about one run. */
    public Mono<Void> toRun(ServerWebExchange exchange, Caller caller, String tenant, String runId) {
        return toAudit(exchange, caller, tenant, positions.ofRun(tenant, runId));
    }

    /** Lets audit-service answer another read of a tenant. */
    public Mono<Void> toTenant(ServerWebExchange exchange, Caller caller, String tenant) {
        return toAudit(exchange, caller, tenant, positions.ofTenant(tenant));
    }

    /** Lets audit-service answer with a run instead of what was asked for. */
    public Mono<Void> insteadToRun(
            ServerWebExchange exchange, Caller caller, String tenant, String runId, String path) {
        ServerHttpRequest read = new BodilessRequest(exchange.getRequest()
                .mutate()
                .method(HttpMethod.GET)
                .uri(URI.create(path))
                .headers(headers -> OF_THE_BODY.forEach(headers::remove))
                .build());
        return toRun(exchange.mutate().request(read).build(), caller, tenant, runId);
    }

    /** Lets trigger-service answer a webhook. Its authorization belongs to the trigger and is passed on. */
    public Mono<Void> toTrigger(ServerWebExchange exchange, String tenant) {
        InternalIdentity identity = new InternalIdentity(tenant, PUBLIC, PUBLIC);
        return doors.trigger().pass(signed(exchange, identity, null, false));
    }

    private Mono<Void> toAudit(
            ServerWebExchange exchange, Caller caller, String tenant, @Nullable RunPosition position) {
        InternalIdentity identity =
                new InternalIdentity(tenant, caller.keyId(), caller.role().text());
        return doors.audit().pass(signed(exchange, identity, position, true));
    }

    private ServerWebExchange signed(
            ServerWebExchange exchange, InternalIdentity identity, @Nullable RunPosition position, boolean isOurs) {
        ServerHttpRequest request = exchange.getRequest();
        String signature = identity.sign(
                secret, request.getMethod().name(), request.getURI().getRawPath(), clock.instant());
        ServerHttpRequest passed = request.mutate()
                .headers(headers -> {
                    headers.headerNames().stream()
                            .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(OWN_HEADERS))
                            .toList()
                            .forEach(headers::remove);
                    if (isOurs) {
                        headers.remove(HttpHeaders.AUTHORIZATION);
                        headers.remove("X-Api-Key");
                    }
                    headers.set(InternalIdentity.HEADER, signature);
                    if (position != null) {
                        headers.set(SEEN, position.toString());
                    }
                })
                .build();
        return exchange.mutate().request(passed).build();
    }
}
