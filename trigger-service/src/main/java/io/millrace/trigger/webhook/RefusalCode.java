package io.millrace.trigger.webhook;

/** Why a delivery was not believed. */
public enum RefusalCode {
    /** There is no signature or token, or it has not the form that the scheme asks for. */
    SIGNATURE_MISSING("The request carries no signature or token in the form that this trigger asks for"),
    /** The signature or token does not belong to this body and secret. */
    SIGNATURE_WRONG("The signature or token is wrong"),
    /** The signature is right, but too old or from the future. */
    TIMESTAMP_OUTSIDE_TOLERANCE("The time of the request is too far from now"),
    /** The trigger names a secret that is not there or cannot be used. */
    SECRET_UNAVAILABLE("The trigger cannot check who sends: its secret is missing or cannot be used");

    private final String reason;

    RefusalCode(String reason) {
        this.reason = reason;
    }

    /** The same in a sentence for people; it never tells anything about the secret. */
    public String reason() {
        return reason;
    }
}
