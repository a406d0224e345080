package io.millrace.gateway.http.session;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Tells requests of the gateway's own page from those that another site makes a browser send. A browser adds the cookie
 * to both; only the own page can add a header, and browsers say themselves where a request comes from.
 */
public final class OwnPage {
    /** The header that a page adds to whatever changes something; its value is 1. */
    public static final String HEADER = "X-Millrace-Console";

    private static final String PRESENT = "1";
    private static final String SITE = "Sec-Fetch-Site";
    private static final String SAME = "same-origin";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private OwnPage() {}

    /**
     * Checks a request that the cookie lets in.
     *
     * @throws Refused as forbidden when it may change something and does not come from the own page
     */
    public static void check(ServerHttpRequest request) {
        if (HARMLESS.contains(request.getMethod())) {
            return;
        }
        if (!PRESENT.equals(request.getHeaders().getFirst(HEADER))) {
            throw forbidden("A request that changes something with a session needs the header " + HEADER
                    + ": 1. Send it, or send a key in Authorization instead of the cookie.");
        }
        checkOrigin(request);
    }

    /**
     * Checks a request for which a browser says where it comes from.
     *
     * @throws Refused as forbidden when that is another site
     */
    static void checkOrigin(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.getFirst(SITE);
        String origin = headers.getFirst(HttpHeaders.ORIGIN);
        if ((site != null && !site.equals(SAME)) || (origin != null && !isOwn(origin, request.getURI()))) {
            throw forbidden("This request comes from a page of another site. Open the console at the address of this"
                    + " gateway; a proxy in between must pass the header Host on as it is.");
        }
    }

    private static boolean isOwn(String origin, URI own) {
        URI other = parsed(origin);
        return other != null
                && other.getHost() != null
                && other.getHost().equalsIgnoreCase(own.getHost())
                && port(other) == port(own);
    }

    private static @Nullable URI parsed(String origin) {
        try {
            return new URI(origin);
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    // A proxy may have taken TLS away, so that the own scheme is another than the page's: the usual port is none.
    private static int port(URI address) {
        boolean usual = address.getPort() == ("https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP);
        return usual ? -1 : address.getPort();
    }

    private static Refused forbidden(String detail) {
        return new Refused(new Refusal.Forbidden(detail));
    }
}
