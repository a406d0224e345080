package io.millrace.executor.openapi;

import static io.millrace.executor.openapi.ApiDocument.refused;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds where the operations of an API are to be called. */
final class Servers {
    private static final int LONGEST_ADDRESS = 2_000;

    private Servers() {}

    /** By {@code schemes}, {@code host} and {@code basePath} of Swagger 2.0; what is not said is as for the document. */
    static String ofSwagger(ApiDocument api) {
        URI from = api.uri();
        List<String> schemes = new ArrayList<>();
        api.root().path("schemes").forEach(scheme -> schemes.add(scheme.asString("")));
        String scheme = schemes.contains("https") || schemes.isEmpty()
                ? schemes.isEmpty() ? from.getScheme() : "https"
                : schemes.contains("http") ? "http" : "";
        if (scheme.isEmpty()) {
            throw refused("The OpenAPI document offers only the schemes " + schemes + "; http or https is needed");
        }
        String host = api.root().path("host").asString(from.getRawAuthority());
        return checked(scheme + "://" + host + api.root().path("basePath").asString(""));
    }

    /** The first of the servers that are nearest to the operation, with the default values of its variables. */
    static String of(ApiDocument api, ApiDocument.Found found) {
        JsonNode server = Stream.of(found.operation(), found.path(), api.root())
                .map(owner -> owner.path("servers").path(0))
                .filter(first -> first.path("url").isString())
                .findFirst()
                .orElse(api.root().path("servers").path(0));
        String url = bounded(server.path("url").asString("/"));
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = bounded(url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asString("")));
        }
        return checked(url.isEmpty() ? "/" : url, api.uri());
    }

    private static String bounded(String url) {
        if (url.length() > LONGEST_ADDRESS) {
            throw refused("The OpenAPI document names a server with an address of more than " + LONGEST_ADDRESS
                    + " characters");
        }
        return url;
    }

    private static String checked(String url, URI base) {
        try {
            return checked(base.resolve(url).toString());
        } catch (IllegalArgumentException notAnAddress) {
            throw refused(
                    "The OpenAPI document names the server '" + ApiDocument.shortened(url) + "', which is no address");
        }
    }

    private static String checked(String url) {
        int extra = Math.max(url.indexOf('?'), url.indexOf('#'));
        if (extra >= 0) {
            throw refused("The OpenAPI document names the server '" + ApiDocument.shortened(url.substring(0, extra))
                    + "' with a query or a fragment");
        }
        return url;
    }
}
