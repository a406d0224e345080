package io.millrace.gateway.http.doors;

import io.millrace.gateway.http.session.SessionCookie;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunPosition;
import io.millrace.schemas.InternalIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

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
    private static final List<String> OF_THE_CALLER = List.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_ENCODING,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.RANGE);

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

    /**
     * Asks audit-service about a run on behalf of a caller.
     *
     * @param exchange of the caller's request
     * @param question path and query
     * @return the answer; refused as missing, malformed or unavailable as audit-service says
     */
    public Mono<JsonNode> askAboutRun(
            ServerWebExchange exchange, Caller caller, String tenant, String runId, String question) {
        return ask(exchange, question, asked -> toRun(asked, caller, tenant, runId));
    }

    /**
     * Asks audit-service about a tenant on behalf of a caller.
     *
     * @param exchange of the caller's request
     * @param question path and query
     * @return the answer; refused as missing, malformed or unavailable as audit-service says
     */
    public Mono<JsonNode> askAboutTenant(ServerWebExchange exchange, Caller caller, String tenant, String question) {
        return ask(exchange, question, asked -> toTenant(asked, caller, tenant));
    }

    private static Mono<JsonNode> ask(
            ServerWebExchange exchange, String question, Function<ServerWebExchange, Mono<Void>> way) {
        return gather(exchange, question, way).map(Passage::answered);
    }

    private static JsonNode answered(GatheredAnswer answer) {
        HttpStatusCode status = HttpStatusCode.valueOf(answer.status());
        if (status.is2xxSuccessful()) {
            return Json.parse(answer.body());
        }
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
            throw Refused.missing("There is no run of that id in this tenant.");
        }
        if (status.isSameCodeAs(HttpStatus.BAD_REQUEST)) {
            throw Refused.malformed(Json.parse(answer.body()).path("detail").stringValue("The question is malformed."));
        }
        throw Refused.unavailable("The history of runs cannot be read now: ask again.", null);
    }

    /**
     * Reads something of a tenant that audit-service knows, with the rights of the caller.
     *
     * @param path with query, escaped
     */
    public Mono<GatheredAnswer> read(ServerWebExchange exchange, Caller caller, String tenant, String path) {
        return gather(exchange, path, asked -> toTenant(asked, caller, tenant));
    }

    private static Mono<GatheredAnswer> gather(
            ServerWebExchange exchange, String question, Function<ServerWebExchange, Mono<Void>> way) {
        ServerHttpRequest read = new BodilessRequest(exchange.getRequest()
                .mutate()
                .method(HttpMethod.GET)
                .uri(URI.create(question))
                .headers(headers -> {
                    OF_THE_BODY.forEach(headers::remove);
                    OF_THE_CALLER.forEach(headers::remove);
                })
                .build());
        GatheredAnswer answer = new GatheredAnswer();
        return way.apply(exchange.mutate().request(read).response(answer).build())
                .thenReturn(answer);
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
                    keepSession(headers);
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

    // What lets somebody in here is nothing that others need to know; a webhook's own cookies go on.
    private static void keepSession(HttpHeaders headers) {
        List<String> cookies = headers.getOrEmpty(HttpHeaders.COOKIE).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .toList();
        if (cookies.stream().noneMatch(Passage::isSession)) {
            return;
        }
        String others = cookies.stream().filter(cookie -> !isSession(cookie)).collect(Collectors.joining("; "));
        if (others.isEmpty()) {
            headers.remove(HttpHeaders.COOKIE);
        } else {
            headers.set(HttpHeaders.COOKIE, others);
        }
    }

    private static boolean isSession(String cookie) {
        return cookie.startsWith(SessionCookie.NAME + "=");
    }
}
