package io.millrace.gateway.http.console;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;

import io.millrace.gateway.refusal.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Where the console is: its files at their paths, and the page at every address that a person opens and that belongs to
 * nobody else, because the page reads its address itself.
 */
@Component
public final class ConsoleRoutes {
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final String GZIP = "gzip";

    /** The first parts of paths that are never a place in the console. */
    private static final Set<String> OTHERS = Set.of("v1", "hooks", "t", "actuator", "schemas", "subjects", "assets");

    private final ConsoleFiles files;

    ConsoleRoutes() throws IOException {
        this(ConsoleFiles.read(ConsoleRoutes.class.getClassLoader()));
    }

    ConsoleRoutes(ConsoleFiles files) {
        this.files = files;
    }

    /** The routes, to be asked when no other route matches. */
    public RouterFunction<ServerResponse> routes() {
        RequestPredicate read = methods(HttpMethod.GET, HttpMethod.HEAD);
        return RouterFunctions.route()
                .route(read.and(request -> files.at(request.path()).isPresent()), this::file)
                .route(read.and(request -> request.path().startsWith(ConsoleFiles.ASSETS)), request -> noAsset())
                .route(
                        read.and(ConsoleRoutes::isPlace),
                        request -> answer(request, files.page(), CacheControl.noCache()))
                .build();
    }

    private Mono<ServerResponse> file(ServerRequest request) {
        String path = request.path();
        CacheControl caching = path.startsWith(ConsoleFiles.ASSETS)
                ? CacheControl.maxAge(FOR_EVER).cachePublic().immutable()
                : CacheControl.noCache();
        return answer(request, files.at(path).orElseThrow(), caching);
    }

    private static Mono<ServerResponse> noAsset() {
        return Mono.error(Refused.missing(
                "There is no such file of the console. It may be of another version: load the page again."));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, ConsoleFile file, CacheControl caching) {
        byte[] packed = file.packed();
        boolean isPacked = packed != null && takesGzip(request);
        String etag = "\"" + file.mark() + (isPacked ? "-" + GZIP : "") + "\"";
        ServerResponse.BodyBuilder answer = ServerResponse.ok()
                .cacheControl(caching)
                .eTag(etag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(file.type());
        if (packed != null && isPacked) {
            return answer.header(HttpHeaders.CONTENT_ENCODING, GZIP).bodyValue(packed);
        }
        return answer.bodyValue(file.plain());
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .anyMatch(coding -> coding.equalsIgnoreCase(GZIP)
                        || (coding.startsWith(GZIP + ";") && !coding.matches(".*q=0(\\.0*)?")));
    }

    // Programs that take anything get the problem that says what there is.
    private static boolean isPlace(ServerRequest request) {
        String[] parts = request.path().split("/", 3);
        return (parts.length < 2 || !OTHERS.contains(parts[1]))
                && request.headers().accept().stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    }
}
