package io.millrace.executor.authentication;

/**
 * What a request carries to say who makes it (RFC 9110, section 11.6.2).
 *
 * @param scheme Basic, Bearer or Digest
 * @param parameter what follows the scheme; secret
 */
public record Authorization(String scheme, String parameter) {
    /** Anything shorter might stand in an answer by chance. */
    private static final int SHORTEST_ECHO = 8;

    /** The value of the header Authorization. */
    public String header() {
        return scheme + " " + parameter;
    }

    /** A text of an answer without the parameter: some callees repeat what they were sent. */
    public String hiddenIn(String text) {
        boolean recognisable =
                parameter.length() >= SHORTEST_ECHO && parameter.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return recognisable ? text.replace(parameter, "***") : text;
    }

    @Override
    public String toString() {
        return scheme + " ***";
    }
}
