package io.millrace.workflow.language;

/**
 * Functions from elsewhere, of catalogs and at addresses. They were put under {@code use.functions}, by the name that
 * calls them, when the definition was published. Somebody else wrote them, so they see what they are handed in
 * {@code with}, and neither the secrets and authentications of the definition nor the functions that may use those.
 */
final class Linked {
    /** What is said where such a function asks for what is not its own. */
    static final String KEPT =
            "A function from elsewhere cannot use the authentications and secrets of the definition that"
                    + " calls it; hand it what it needs in `with`.";

    private static final String FUNCTIONS = "/use/functions/";

    private Linked() {}

    /** Whether the name of a function refers to one elsewhere. */
    static boolean isName(String function) {
        return function.contains("@") || function.contains("://");
    }

    /**
     * Whether something stands in a function from elsewhere.
     *
     * @param pointer JSON pointer of the place
     */
    static boolean contains(String pointer) {
        if (!pointer.startsWith(FUNCTIONS)) {
            return false;
        }
        int end = pointer.indexOf('/', FUNCTIONS.length());
        String name = pointer.substring(FUNCTIONS.length(), end < 0 ? pointer.length() : end);
        return isName(name.replace("~1", "/"));
    }
}
