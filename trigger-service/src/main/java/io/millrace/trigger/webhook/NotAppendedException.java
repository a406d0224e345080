package io.millrace.trigger.webhook;

/** Nobody knows whether an event is in the log: the brokers did not acknowledge it in time. */
public final class NotAppendedException extends Exception {
    /**
     * Made by the log.
     *
     * @param reason what the client said, without the event
     */
    public NotAppendedException(String reason) {
        super(reason);
    }
}
