package io.millrace.gateway.http;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns whatever went wrong into a problem, once for the whole door. Says nothing of the inside. */
@Component
@Order(-2)
final class ProblemHandler implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        ShownPath path = ShownPath.of(exchange.getRequest().getURI().getRawPath());
        if (response.isCommitted()) {
            return path.hides() ? forgotten(exchange, path, failure) : Mono.error(failure);
        }
        Problem problem = problem(exchange, path, failure);
        response.setStatusCode(problem.status());
        HttpHeaders headers = response.getHeaders();
        problem.headers().forEach(headers::put);
        headers.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        byte[] body = problem.body(path.text());
        headers.setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    // Nobody can be told any more. Spring would log the failure with the path as it is.
    private static Mono<Void> forgotten(ServerWebExchange exchange, ShownPath path, Throwable failure) {
        LOG.warn(
                "A request failed behind its answer: method={} path={} cause={}",
                exchange.getRequest().getMethod(),
                path.text(),
                path.hide(failure.toString()));
        return Mono.empty();
    }

    private static Problem problem(ServerWebExchange exchange, ShownPath path, Throwable failure) {
        return switch (failure) {
            case Refused refused -> {
                if (refused.refusal() instanceof Refusal.Unavailable && refused.getCause() != null) {
                    LOG.warn(
                            "Answered 503: path={} cause={}",
                            path.text(),
                            path.hide(String.valueOf(refused.getCause())));
                }
                yield Problem.of(refused.refusal());
            }
            case MethodNotAllowedException wrong ->
                Problem.of(new Refusal.WrongMethod(
                        "This path does not take " + wrong.getHttpMethod() + ".",
                        wrong.getSupportedMethods().stream()
                                .map(method -> method.name())
                                .collect(Collectors.toSet())));
            case ResponseStatusException status -> of(status);
            default -> {
                LOG.error(
                        "A request failed: method={} path={} requestId={}\n{}",
                        exchange.getRequest().getMethod(),
                        path.text(),
                        exchange.getRequest().getId(),
                        path.hide(stackTrace(failure)));
                yield Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something went wrong that should not. The gateway's log has it under request id "
                                + exchange.getRequest().getId() + ".");
            }
        };
    }

    // Spring adds the path of the request to the stack trace, as it is.
    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Problem of(ResponseStatusException failure) {
        HttpStatus status = HttpStatus.resolve(failure.getStatusCode().value());
        if (status == null || status.is5xxServerError()) {
            return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "The request could not be handled.");
        }
        return switch (status) {
            case NOT_FOUND -> Problem.of(status, "There is nothing at this path: see /v1/openapi.json.");
            case UNSUPPORTED_MEDIA_TYPE -> Problem.of(status, "The Content-Type is not one that this path takes.");
            default -> Problem.of(status, status.getReasonPhrase() + ".");
        };
    }
}
