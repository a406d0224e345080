package io.millrace.cli.http;

import org.jspecify.annotations.Nullable;

/** The server gave no answer that can be read. The message is a sentence that says what happened and what to do. */
public final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what happened, and what to do
     * @param cause what the network or the reader said, or null
     */
    public NoAnswer(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
