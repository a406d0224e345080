package io.millrace.gateway.linking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows where the functions of catalogs and at addresses stand. */
final class Catalogs {
    private final Map<String, String> own;
    private final Map<String, JsonNode> declared = new TreeMap<>();

    /**
     * The catalogs of one definition.
     *
     * @param own functions of Millrace's own catalog: their documents by {@code name:version}
     */
    Catalogs(Map<String, String> own, JsonNode definition) {
        this.own = own;
        definition
                .path("use")
                .path("catalogs")
                .properties()
                .forEach(catalog -> declared.put(catalog.getKey(), catalog.getValue()));
    }

    /** Where a function is. */
    Target function(Reference reference) {
        return switch (reference) {
            case Reference.Broken broken -> new Target.Nowhere(broken.reason());
            case Reference.At at -> Target.document(at.address());
            case Reference.OfCatalog function -> inCatalog(function);
        };
    }

    /** Where a schema is. */
    static Target schema(JsonNode resource) {
        return resource.isObject()
                ? endpoint("The resource of a schema", resource.path("endpoint"))
                : new Target.Nowhere("`resource` must be an object with `endpoint`.");
    }

    private Target inCatalog(Reference.OfCatalog function) {
        JsonNode catalog = declared.get(function.catalog());
        if (catalog == null) {
            return function.catalog().equals(Reference.OWN_CATALOG)
                    ? ofOwn(function)
                    : new Target.Nowhere("There is no catalog `" + function.catalog()
                            + "` under `use.catalogs`; there are " + catalogs() + ".");
        }
        Target target = endpoint("The catalog `" + function.catalog() + "`", catalog.path("endpoint"));
        if (!(target instanceof Target.There there)) {
            return target;
        }
        if (there.address().getRawQuery() != null) {
            return new Target.Nowhere("The endpoint of the catalog `" + function.catalog()
                    + "` has a query; functions are looked for below its path.");
        }
        return Target.checked(RawAddress.ofFolder(there.address()) + "/functions/" + function.name() + "/"
                + function.version() + "/function.yaml");
    }

    private Target ofOwn(Reference.OfCatalog function) {
        String text = own.get(function.name() + ":" + function.version());
        if (text != null) {
            return new Target.Own(text);
        }
        String versions = own.keySet().stream()
                .filter(known -> known.startsWith(function.name() + ":"))
                .map(known -> "`" + known.substring(function.name().length() + 1) + "`")
                .collect(Collectors.joining(", "));
        return new Target.Nowhere("Millrace's own catalog has no function `" + function.name() + ":"
                + function.version() + "`; "
                + (versions.isEmpty() ? "it has " + quoted(own) : "`" + function.name() + "` is there as " + versions)
                + ".");
    }

    private static Target endpoint(String owner, JsonNode endpoint) {
        if (endpoint.has("authentication")) {
            return new Target.Nowhere(owner + " asks for authentication, which needs secrets, and those are only opened"
                    + " where steps are performed. Serve it without authentication inside your network, and name its"
                    + " host in the tenant's egress.allow.");
        }
        JsonNode uri = endpoint.isObject() ? endpoint.path("uri") : endpoint;
        return uri.isTextual()
                ? Target.document(uri.textValue())
                : new Target.Nowhere(owner + " needs an `endpoint`, such as https://example.com/catalog.");
    }

    private String catalogs() {
        TreeSet<String> names = new TreeSet<>(declared.keySet());
        names.add(Reference.OWN_CATALOG);
        return names.stream().limit(20).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String quoted(Map<String, String> functions) {
        return functions.keySet().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
