package io.millrace.audit.http;

import org.springframework.http.HttpStatus;

/** A request that is refused; the message says what is wrong and what to do. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static ProblemException badRequest(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }

    static ProblemException notFound() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no such thing.");
    }

    HttpStatus status() {
        return status;
    }
}
