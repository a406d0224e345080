package io.millrace.workflow.language;

import io.millrace.schemas.documents.Scalars;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks {@code use.catalogs}. Nothing is read from a catalog here: what calls refer to was put into the definition when
 * it was published.
 */
final class Catalogs {
    private Catalogs() {}

    /** Reports what is wrong with the catalogs of a definition. */
    static void check(Part document, Authentications authentications, Set<String> variables) {
        document.get("use")
                .filter(use -> use.node().isObject())
                .flatMap(use -> use.get("catalogs"))
                .filter(all -> all.isObject("`use.catalogs`"))
                .ifPresent(all -> all.properties().forEach(catalog -> checkOne(catalog, authentications, variables)));
    }

    private static void checkOne(Part catalog, Authentications authentications, Set<String> variables) {
        if (!catalog.isObject("The catalog `" + catalog.name() + "`")) {
            return;
        }
        catalog.allow("a catalog", List.of("endpoint"));
        catalog.required("endpoint", "The catalog `" + catalog.name() + "`").ifPresent(endpoint -> {
            if (endpoint.node().isObject()) {
                endpoint.allow("an endpoint", List.of("uri", "authentication"));
                var _ = authentications.of(endpoint, variables);
                endpoint.required("uri", "An endpoint").ifPresent(Catalogs::address);
            } else {
                address(endpoint);
            }
        });
    }

    private static void address(Part uri) {
        uri.text("The endpoint of a catalog").ifPresent(text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("https://") && !lower.startsWith("http://")) {
                uri.problem("The endpoint of a catalog must be an address of http or https, such as"
                        + " https://example.com/catalog, not `" + Scalars.shorten(text) + "`.");
            }
        });
    }
}
