package io.millrace.cli;

/** A command cannot do its work with what it was given. The message says what is wrong, where, and what to do. */
final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInput(String sentence) {
        super(sentence, null, false, false);
    }
}
