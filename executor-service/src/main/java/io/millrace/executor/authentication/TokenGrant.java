package io.millrace.executor.authentication;

import io.millrace.executor.step.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a token is to be had: the properties of {@code oauth2} and {@code oidc} in the Open Workflow DSL.
 *
 * @param authority absolute http or https address without a slash at its end
 * @param discovers whether the token endpoint is found at the authority (OpenID Connect Discovery 1.0)
 * @param tokenEndpoint path below the authority, or an absolute address
 * @param grant the grant type of RFC 6749 or RFC 8693
 * @param client who asks
 * @param json whether the request is written as JSON instead of a form
 * @param issuers who may have issued the token; empty for anybody
 * @param scopes what the token shall be good for
 * @param audiences whom it shall be good for
 * @param username of the resource owner, for the grant {@code password}
 * @param password of the resource owner
 * @param subject the refresh token, or the token to exchange
 * @param actor who acts for the subject
 * @param fingerprint tells apart what differs in any property, and tells nothing of them
 */
public record TokenGrant(
        URI authority,
        boolean discovers,
        String tokenEndpoint,
        String grant,
        Client client,
        boolean json,
        List<String> issuers,
        List<String> scopes,
        List<String> audiences,
        String username,
        String password,
        @Nullable HeldToken subject,
        @Nullable HeldToken actor,
        String fingerprint) {
    /** The token exchange of RFC 8693. */
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static final List<String> GRANTS = List.of("client_credentials", "password", "refresh_token", EXCHANGE);
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /**
     * Who asks for the token (RFC 6749, section 2.3, and RFC 7523).
     *
     * @param assertion a signed JWT that stands for the client; empty when there is none
     */
    record Client(String id, String secret, String assertion, Way authentication) {}

    /** How the client authenticates itself (OpenID Connect Core 1.0, section 9). */
    enum Way {
        /** With id and secret in the body. */
        CLIENT_SECRET_POST,
        /** With id and secret in the header. */
        CLIENT_SECRET_BASIC,
        /** With a JWT that its secret signs. */
        CLIENT_SECRET_JWT,
        /** With a JWT that its private key has signed. */
        PRIVATE_KEY_JWT,
        /** Not at all. */
        NONE
    }

    /**
     * A token that the step has.
     *
     * @param type URI of the kind of token (RFC 8693, section 3)
     */
    record HeldToken(String token, String type) {}

    static TokenGrant read(String scheme, JsonNode given) {
        String grant = Authentication.text(scheme, given, "grant");
        if (!GRANTS.contains(grant)) {
            throw Authentication.refused(
                    "The grant of " + scheme + " must be one of " + GRANTS + "; others need a person with a browser");
        }
        HeldToken subject = held(given.path("subject"), "subject");
        if (subject == null && (grant.equals("refresh_token") || grant.equals(EXCHANGE))) {
            throw Authentication.refused("The grant " + grant + " needs the token of a subject");
        }
        return new TokenGrant(
                address(Authentication.text(scheme, given, "authority"), "authority"),
                scheme.equals("oidc"),
                given.path("endpoints").path("token").asString("/oauth2/token"),
                grant,
                client(given.path("client")),
                given.path("request").path("encoding").asString("").equalsIgnoreCase("application/json"),
                texts(given.path("issuers")),
                texts(given.path("scopes")),
                texts(given.path("audiences")),
                given.path("username").asString(""),
                given.path("password").asString(""),
                subject,
                held(given.path("actor"), "actor"),
                digest(scheme + given));
    }

    /** Where tokens are asked for when nothing has to be discovered. */
    public URI endpoint() {
        return tokenEndpoint.contains("://")
                ? address(tokenEndpoint, "token endpoint")
                : address(authority + (tokenEndpoint.startsWith("/") ? "" : "/") + tokenEndpoint, "token endpoint");
    }

    /** Where the document stands that names the token endpoint. */
    public URI discovery() {
        return address(authority + "/.well-known/openid-configuration", "authority");
    }

    /** An address in words: without the query, and without what may be a key in front of the host. */
    public static String named(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + address.getRawPath();
    }

    /**
     * An address that may be asked.
     *
     * @param what it is, for the message; the address itself is not shown, because a secret may be part of it
     * @throws RefusedException when it is not absolute, neither http nor https, or names a user
     */
    static URI address(String text, String what) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            // Told below.
        }
        throw Authentication.refused(
                "The " + what + " must be an absolute address that begins with https:// or http://");
    }

    private static Client client(JsonNode client) {
        String way = client.path("authentication").asString("client_secret_post");
        Way authentication;
        try {
            authentication = Way.valueOf(way.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Authentication.refused("The client's authentication must be client_secret_post, client_secret_basic,"
                    + " client_secret_jwt, private_key_jwt or none");
        }
        String assertion = client.path("assertion").asString("");
        if (authentication == Way.PRIVATE_KEY_JWT && assertion.isEmpty()) {
            throw Authentication.refused("A client that authenticates by private_key_jwt needs an assertion");
        }
        return new Client(
                client.path("id").asString(""), client.path("secret").asString(""), assertion, authentication);
    }

    private static @Nullable HeldToken held(JsonNode given, String name) {
        return given.isObject()
                ? new HeldToken(
                        Authentication.text(name, given, "token"),
                        given.path("type").asString(ACCESS_TOKEN))
                : null;
    }

    private static List<String> texts(JsonNode given) {
        List<String> texts = new ArrayList<>();
        if (given.isString()) {
            texts.add(given.stringValue());
        }
        if (given.isArray()) {
            given.forEach(each -> texts.add(each.asString("")));
        }
        return List.copyOf(texts);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TokenGrant[" + grant + " at " + named(authority) + "]";
    }
}
