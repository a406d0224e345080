package io.millrace.trigger.webhook;

/** Whether a delivery is from whom it should be. */
sealed interface Authenticity {
    /** It is. */
    record Proven() implements Authenticity {}

    /**
     * It is not, or nobody can tell.
     *
     * @param code why
     */
    record Doubted(RefusalCode code) implements Authenticity {}
}
