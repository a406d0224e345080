package io.millrace.standalone.hosting;

import org.jspecify.annotations.Nullable;

/** Why the standalone cannot run; the message is shown to the person who started it, as it is. */
public final class StandaloneException extends RuntimeException {

    /** With a message of whole sentences: what happened, where, what to do. */
    public StandaloneException(String message) {
        super(message);
    }

    /** With what was behind it, for the log. */
    public StandaloneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
