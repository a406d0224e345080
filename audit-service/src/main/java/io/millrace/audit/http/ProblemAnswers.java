package io.millrace.audit.http;

import io.millrace.schemas.blobs.BlobStoreException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every error with problem details (RFC 9457). */
@Order(-2) // before the handler of Spring Boot, which answers in a form of its own
final class ProblemAnswers implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        HttpStatusCode status = statusOf(error);
        String path = exchange.getRequest().getPath().value();
        if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            // The readers tell more, and not once for every caller.
            LOG.atWarn()
                    .addKeyValue("path", path)
                    .addKeyValue("reason", error.getMessage())
                    .log("A query must wait");
        } else if (status.is5xxServerError()) {
            LOG.atError().addKeyValue("path", path).setCause(error).log("A query failed");
        }
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            response.getHeaders().set("Retry-After", "1");
        }
        byte[] body = body(exchange, status, detailOf(error, status)).getBytes(StandardCharsets.UTF_8);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static String body(ServerWebExchange exchange, HttpStatusCode status, String detail) {
        HttpStatus known = HttpStatus.resolve(status.value());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", known == null ? "Error" : known.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", exchange.getRequest().getPath().value());
        return JSON.writeValueAsString(problem);
    }

    private static HttpStatusCode statusOf(Throwable error) {
        return switch (error) {
            case ProblemException problem -> problem.status();
            case ErrorResponse response -> response.getStatusCode();
            case DataAccessException _, TimeoutException _, BlobStoreException _ -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static String detailOf(Throwable error, HttpStatusCode status) {
        if (error instanceof ProblemException) {
            return String.valueOf(error.getMessage());
        }
        if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            return "The history cannot be read at the moment. Try again.";
        }
        return status.is5xxServerError()
                ? "The query failed. The log of audit-service says why."
                : "The request cannot be served as it is.";
    }
}
