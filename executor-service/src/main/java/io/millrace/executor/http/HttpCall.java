package io.millrace.executor.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One HTTP call, read from a step's arguments and ready to be made.
 *
 * @param method GET, POST and so on
 * @param uri absolute, http or https, query included, without user and fragment
 * @param headers by name as written; the content type included when there is a body
 * @param body bytes to send, empty for none
 * @param output what the step answers
 * @param redirect whether redirects are followed and taken for a success
 * @param authentication how it says who makes it, as in the step's arguments; missing when it does not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of every body would cost more than it protects
record HttpCall(
        HttpMethod method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Output output,
        boolean redirect,
        JsonNode authentication) {
    /** Headers that say who is calling; they go to nobody else and into nothing that is kept. */
    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

    private static final Set<String> SECRET_WORDS =
            Set.of("token", "secret", "password", "api-key", "apikey", "signature");

    /** A call that does not say who makes it. */
    HttpCall(HttpMethod method, URI uri, Map<String, String> headers, byte[] body, Output output, boolean redirect) {
        this(method, uri, headers, body, output, redirect, MissingNode.getInstance());
    }

    /** What the step answers. */
    enum Output {
        /** The body of the answer. */
        CONTENT,
        /** Request, status, headers and body. */
        RESPONSE,
        /** The bytes of the body in base 64. */
        RAW
    }

    /** Whether a header is kept out of everything but the request itself. */
    static boolean secret(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return SECRET.contains(name) || SECRET_WORDS.stream().anyMatch(name::contains);
    }

    /** Host and port, by which callees are told apart. */
    String callee() {
        return uri.getHost() + ":" + port(uri);
    }

    /** The call in words, without anything that may be secret: the query is left out. */
    String named() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** Path and query, as they are sent. */
    String target() {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** The call that a redirect asks for: as RFC 9110, section 15.4, has it; secrets do not leave their origin. */
    HttpCall redirectedTo(URI target, int status) {
        boolean sameOrigin = target.getScheme().equalsIgnoreCase(uri.getScheme())
                && target.getHost().equalsIgnoreCase(uri.getHost())
                && port(target) == port(uri);
        boolean keepsMethod =
                status == 307 || status == 308 || method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.keySet()
                .removeIf(name -> (!sameOrigin && secret(name))
                        || (!keepsMethod && name.toLowerCase(Locale.ROOT).startsWith("content-")));
        return new HttpCall(
                keepsMethod ? method : HttpMethod.GET,
                target,
                kept,
                keepsMethod ? body : new byte[0],
                output,
                redirect,
                sameOrigin ? authentication : MissingNode.getInstance());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
