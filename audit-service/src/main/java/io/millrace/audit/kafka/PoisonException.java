package io.millrace.audit.kafka;

/** A record that nobody will ever be able to read; the message says why. */
final class PoisonException extends Exception {
    private static final long serialVersionUID = 1L;

    PoisonException(String message) {
        super(message);
    }
}
