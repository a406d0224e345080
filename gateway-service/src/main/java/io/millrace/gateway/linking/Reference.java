package io.millrace.gateway.linking;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code call} says when it names a function that stands outside of the definition. */
sealed interface Reference {
    /** A function of a catalog: {@code name:version@catalog}. */
    record OfCatalog(String name, String version, String catalog) implements Reference {}

    /** A function at an address. */
    record At(String address) implements Reference {}

    /**
     * Something that is meant to be one of these and is not.
     *
     * @param reason a full sentence that says what to write
     */
    record Broken(String reason) implements Reference {}

    /** The catalog that Millrace brings along. */
    String OWN_CATALOG = "default";

    /** A name that is safe as a part of a path. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?");

    /** Semantic Versioning 2.0.0. */
    Pattern VERSION = Pattern.compile("(?:0|[1-9]\\d{0,8})\\.(?:0|[1-9]\\d{0,8})\\.(?:0|[1-9]\\d{0,8})"
            + "(?:-[0-9A-Za-z-]{1,40}(?:\\.[0-9A-Za-z-]{1,40}){0,8})?(?:\\+[0-9A-Za-z.-]{1,80})?");

    /** Parts of a reference into a catalog, each of them perhaps wrong. */
    Pattern PARTS = Pattern.compile("([^:@]*)(?::([^@]*))?@(.*)");

    /**
     * Reads what a call names.
     *
     * @return empty for a plain name
     */
    static Optional<Reference> of(String called) {
        if (called.contains("://")) {
            return Optional.of(new At(called));
        }
        if (called.indexOf('@') < 0) {
            return withoutCatalog(called);
        }
        Matcher parts = PARTS.matcher(called);
        if (!parts.matches()) {
            return Optional.of(broken(called, ""));
        }
        String name = parts.group(1);
        String version = parts.group(2);
        String catalog = parts.group(3);
        if (!NAME.matcher(name).matches() || catalog.isEmpty()) {
            return Optional.of(broken(called, ""));
        }
        if (version == null) {
            return Optional.of(broken(called, " It names no version."));
        }
        if (!VERSION.matcher(version).matches()) {
            return Optional.of(broken(called, " `" + version + "` is no version of three numbers."));
        }
        return Optional.of(new OfCatalog(name, version, catalog));
    }

    private static Optional<Reference> withoutCatalog(String called) {
        int colon = called.indexOf(':');
        boolean hasVersion =
                colon > 0 && VERSION.matcher(called.substring(colon + 1)).matches();
        return hasVersion ? Optional.of(broken(called, " It names no catalog.")) : Optional.empty();
    }

    private static Broken broken(String called, String why) {
        return new Broken("`" + called + "` is no reference to a function of a catalog, which is written"
                + " `name:version@catalog`, such as `http-json:1.0.0@" + OWN_CATALOG + "`." + why);
    }
}
