package io.millrace.audit.http;

import io.millrace.schemas.InternalIdentity;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Lets in whom the gateway has signed for. */
final class Gate {
    static final String PLATFORM_ADMIN = "platform-admin";

    private static final Set<String> READERS = Set.of("viewer", "operator", "editor", "admin", PLATFORM_ADMIN);

    private final IdentityProperties properties;
    private final InstantSource clock;

    Gate(IdentityProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Who asks.
     *
     * @throws ProblemException 401 when nobody signed for the request
     */
    InternalIdentity identify(ServerRequest request) {
        @Nullable String header = request.headers().firstHeader(InternalIdentity.HEADER);
        if (header == null) {
            throw unauthorized();
        }
        return InternalIdentity.verify(
                        header,
                        properties.secret(),
                        request.method().name(),
                        request.uri().getRawPath(),
                        clock.instant())
                .orElseThrow(Gate::unauthorized);
    }

    /**
     * The tenant of a request that reads one tenant's things.
     *
     * @throws ProblemException 401, 403 when the role may not read, 404 when the tenant is another
     */
    String tenant(ServerRequest request) {
        InternalIdentity identity = identify(request);
        if (!READERS.contains(identity.role())) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "The role " + identity.role() + " may not read this.");
        }
        String tenant = request.pathVariable("tenant");
        if (!tenant.equals(identity.tenant()) && !identity.role().equals(PLATFORM_ADMIN)) {
            throw ProblemException.notFound();
        }
        return tenant;
    }

    /**
     * Lets only the platform's administrators pass.
     *
     * @throws ProblemException 401, or 403 for everybody else
     */
    void platformAdmin(ServerRequest request) {
        if (!identify(request).role().equals(PLATFORM_ADMIN)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "Only a platform-admin may do this.");
        }
    }

    private static ProblemException unauthorized() {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "The request carries no valid " + InternalIdentity.HEADER + ". Send it through the gateway.");
    }
}
