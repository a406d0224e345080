package io.millrace.gateway.http.session;

import io.millrace.gateway.admission.SignIns;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.CallerAuthentication;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.KeyRing;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.identity.Session;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.Versioned;
import io.millrace.gateway.resource.ViewState;
import io.millrace.records.ApiKey;
import io.millrace.records.AuditRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Signing in and out with a key, and who is signed in. */
@Component
final class SessionController implements EndpointGroup {
    /** The path of all of it. */
    private static final String PATH = "/v1/session";

    private static final int LARGEST = 16 * 1024;
    private static final int LONGEST_KEY = 1024;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final KeyRing ring;
    private final ResourceTable<ApiKey> keys;
    private final ViewState views;
    private final SessionCookie cookies;
    private final AuditTrail trail;
    private final Blocking blocking;
    private final InstantSource clock;
    private final SignIns signIns = new SignIns();
    private final SecureRandom random = new SecureRandom();

    SessionController(
            KeyRing ring,
            ResourceTable<ApiKey> keys,
            ViewState views,
            SessionCookie cookies,
            AuditTrail trail,
            Blocking blocking,
            InstantSource clock) {
        this.ring = ring;
        this.keys = keys;
        this.views = views;
        this.cookies = cookies;
        this.trail = trail;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Open(HttpMethod.POST, PATH, this::open),
                new Endpoint.Guarded(HttpMethod.GET, PATH, Role.VIEWER, this::show),
                new Endpoint.Open(HttpMethod.DELETE, PATH, this::close));
    }

    private Mono<ServerResponse> open(ServerRequest request) {
        ServerHttpRequest sent = request.exchange().getRequest();
        OwnPage.checkOrigin(sent);
        return RequestBody.json(request, LARGEST).flatMap(body -> {
            String presented = presented(body);
            if (!views.caughtUp()) {
                throw Refused.unavailable("The gateway is starting and does not know its keys yet.", null);
            }
            Caller caller = admitted(presented, address(request.remoteAddress()));
            Versioned<ApiKey> key = keys.find(caller.keyId()).orElseThrow(SessionController::unknown);
            Instant now = clock.instant();
            byte[] randomness = new byte[Session.ID_BYTES];
            random.nextBytes(randomness);
            Session session = Session.of(
                    randomness,
                    caller.keyId(),
                    KeyRing.mark(key.value()),
                    now.plus(SessionCookie.LIFE).truncatedTo(ChronoUnit.SECONDS));
            return blocking.call(() -> {
                        trail.append(act("session.opened", caller, session, now));
                        return session;
                    })
                    .flatMap(begun -> Answer.json(
                            ServerResponse.ok().cookie(cookies.begin(begun, sent)),
                            Json.bytes(write(caller, begun.expiresAt()))));
        });
    }

    private static String presented(byte[] body) {
        DocumentReader reader = DocumentReader.open(body);
        String presented = reader.required("key", LONGEST_KEY);
        reader.finish();
        return presented.strip();
    }

    private Caller admitted(String presented, String address) {
        signIns.attempt(address, System.nanoTime());
        Caller caller = ring.admit(presented).orElseThrow(SessionController::unknown);
        signIns.succeeded(address);
        return caller;
    }

    private static Refused unknown() {
        return new Refused(
                new Refusal.Unauthenticated("The key is not known here: check that it is whole and was not deleted."));
    }

    private Mono<ServerResponse> show(ServerRequest request, Caller caller) {
        return request.principal()
                .ofType(CallerAuthentication.class)
                .flatMap(authentication -> Answer.json(HttpStatus.OK, write(caller, authentication.until())));
    }

    private Mono<ServerResponse> close(ServerRequest request) {
        ServerHttpRequest sent = request.exchange().getRequest();
        if (!SessionCookie.isSent(sent)) {
            return Answer.done();
        }
        OwnPage.check(sent);
        // Also when it cannot be recorded: whoever leaves the place is not to stay signed in there.
        request.exchange().getResponse().addCookie(cookies.end(sent));
        Optional<AuditRecord> act = cookies.session(sent)
                .flatMap(session ->
                        ring.admit(session).map(caller -> act("session.closed", caller, session, clock.instant())));
        return blocking.call(() -> {
                    act.ifPresent(trail::append);
                    return act;
                })
                .flatMap(done -> Answer.done());
    }

    private ObjectNode write(Caller caller, @Nullable Instant until) {
        String label =
                keys.find(caller.keyId()).map(key -> key.value().getLabel()).orElse("");
        return Json.object()
                .put("tenant", caller.tenant())
                .put("role", caller.role().text())
                .put("keyId", caller.keyId())
                .put("label", label)
                .put("expiresAt", until == null ? null : until.toString());
    }

    private static AuditRecord act(String kind, Caller caller, Session session, Instant now) {
        return new ManagementAct(kind, caller.tenant(), caller.keyId(), caller.keyId(), now)
                .record(kind + "/" + session.id(), Json.object())
                .build();
    }

    // A whole network of IPv6 belongs to one customer, who may use any address of it.
    private static String address(Optional<InetSocketAddress> remote) {
        InetAddress address = remote.map(InetSocketAddress::getAddress).orElse(null);
        if (address == null) {
            return remote.map(InetSocketAddress::getHostString).orElse("");
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, bytes.length == IPV6_BYTES ? IPV6_NETWORK_BYTES : bytes.length);
    }
}
