package io.millrace.executor.http;

import io.millrace.executor.step.StepJson;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/**
 * An OAuth 2.0 server (RFC 6749), the discovery of OpenID Connect, what its tokens open, and something that wants a
 * digest (RFC 7616), all on one port.
 */
final class TestAuthority implements AutoCloseable {
    static final String CLIENT = "millrace client";
    static final String SECRET = "s3cret of/the client";

    /** A request for a token, as its parameters. */
    record Asked(
            Map<String, List<String>> parameters, @Nullable String authorization, String contentType) {
        String one(String name) {
            return String.join("|", parameters.getOrDefault(name, List.of()));
        }
    }

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger discovered = new AtomicInteger();
    private final DisposableServer server;
    private volatile Duration thinking = Duration.ZERO;
    private volatile int lifetime = 3600;

    TestAuthority() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post("/oauth2/token", this::token)
                        .post("/connect/token", this::token)
                        .get("/.well-known/openid-configuration", this::discovery)
                        .get("/strange/.well-known/openid-configuration", this::discovery)
                        .get("/open", this::open)
                        .get("/basic", this::basic)
                        .get("/digest/{algorithm}", this::digest))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    Queue<Asked> asked() {
        return asked;
    }

    int issued() {
        return issued.get();
    }

    int discovered() {
        return discovered.get();
    }

    /** Every token that was issued is worth nothing from now on. */
    void revokeAll() {
        good.clear();
    }

    void thinkFor(Duration time) {
        thinking = time;
    }

    void issueFor(int seconds) {
        lifetime = seconds;
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> token(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            String type = String.valueOf(request.requestHeaders().get("Content-Type"));
            Asked question =
                    new Asked(parameters(type, body), request.requestHeaders().get("Authorization"), type);
            asked.add(question);
            return Mono.delay(thinking)
                    .then(Mono.defer(() -> Mono.from(
                            json(response, knows(question) ? 200 : 401, knows(question) ? issue() : refusal()))));
        });
    }

    private static Map<String, List<String>> parameters(String type, String body) {
        if (type.startsWith("application/json")) {
            Map<String, List<String>> parameters = new ConcurrentHashMap<>();
            JsonNode json = StepJson.MAPPER.readTree(body);
            json.properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(), List.of(parameter.getValue().asString())));
            return parameters;
        }
        return new QueryStringDecoder(body, false).parameters();
    }

    private static boolean knows(Asked question) {
        String inHeader = "Basic "
                + Base64.getEncoder()
                        .encodeToString("millrace+client:s3cret+of%2Fthe+client".getBytes(StandardCharsets.UTF_8));
        return (question.one("client_id").equals(CLIENT)
                        && question.one("client_secret").equals(SECRET))
                || inHeader.equals(question.authorization())
                || !question.one("client_assertion").isEmpty();
    }

    private String issue() {
        String token = "token-" + issued.incrementAndGet() + "-of-the-authority";
        good.add(token);
        return "{\"access_token\": \"" + token + "\", \"token_type\": \"bearer\", \"expires_in\": " + lifetime + "}";
    }

    private static String refusal() {
        return "{\"error\": \"invalid_client\", \"error_description\": \"" + SECRET + " is wrong\"}";
    }

    private Publisher<Void> discovery(HttpServerRequest request, HttpServerResponse response) {
        discovered.incrementAndGet();
        return json(
                response, 200, "{\"issuer\": \"" + url() + "/\", \"token_endpoint\": \"" + url() + "/connect/token\"}");
    }

    private Publisher<Void> open(HttpServerRequest request, HttpServerResponse response) {
        String authorization = String.valueOf(request.requestHeaders().get("Authorization"));
        boolean known = authorization.startsWith("Bearer ") && good.contains(authorization.substring(7));
        return json(response, known ? 200 : 401, "{\"said\": \"" + authorization + "\"}");
    }

    private Publisher<Void> basic(HttpServerRequest request, HttpServerResponse response) {
        return json(response, 200, "{\"said\": \"" + request.requestHeaders().get("Authorization") + "\"}");
    }

    private Publisher<Void> digest(HttpServerRequest request, HttpServerResponse response) {
        String algorithm = String.valueOf(request.param("algorithm"));
        String authorization = String.valueOf(request.requestHeaders().get("Authorization"));
        if (authorization.startsWith("Digest ") && answers(request, algorithm, authorization)) {
            return json(response, 200, "{\"in\": true}");
        }
        response.header(
                "WWW-Authenticate",
                "Digest realm=\"the realm\", qop=\"auth\", algorithm=" + algorithm
                        + ", nonce=\"once\", opaque=\"opaque\"");
        return json(response, 401, "{}");
    }

    private static boolean answers(HttpServerRequest request, String algorithm, String authorization) {
        String a1 = hash(algorithm, "ann:the realm:pass w0rd");
        String a2 = hash(algorithm, request.method().name() + ":" + request.uri());
        String expected = hash(
                algorithm,
                a1 + ":once:" + part(authorization, "nc") + ":" + part(authorization, "cnonce") + ":auth:" + a2);
        return expected.equals(part(authorization, "response"))
                && part(authorization, "opaque").equals("opaque")
                && part(authorization, "uri").equals(request.uri());
    }

    private static String part(String authorization, String name) {
        Matcher part = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(authorization);
        return part.find() ? Objects.requireNonNull(part.group(1)) : "";
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Publisher<Void> json(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(body));
    }
}
