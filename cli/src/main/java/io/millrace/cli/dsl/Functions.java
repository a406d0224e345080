package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions a definition calls, each declared as an HTTP call whose address a person has to fill in. */
public final class Functions {

    private final Map<String, String> resources = new LinkedHashMap<>();

    /**
     * Declares a function.
     *
     * @param wanted name
     * @param resource what it was called in the source
     * @return the name under which it is declared; the same for the same resource
     */
    public String declare(String wanted, String resource) {
        String valid = Names.valid(wanted).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        String base = valid.isEmpty() || BUILT_IN.contains(valid) ? "function-" + valid : valid;
        String name = base;
        for (int n = 2; resources.containsKey(name) && !resource.equals(resources.get(name)); n++) {
            name = base + "-" + n;
        }
        resources.put(name, resource);
        return name;
    }

    private static final java.util.Set<String> BUILT_IN =
            Set.of("http", "openapi", "grpc", "asyncapi", "a2a", "mcp", "callback", "echo", "delay", "fail");

    /** Whether nothing is declared. */
    boolean isEmpty() {
        return resources.isEmpty();
    }

    ObjectNode toNode() {
        ObjectNode functions = Task.object();
        resources.forEach((name, resource) -> {
            ObjectNode with = Task.object("method", "post")
                    .put("endpoint", "https://functions.example.com/" + name)
                    .put("body", "${ .payload }");
            ObjectNode function = Task.object("call", "http");
            function.set("with", with);
            function.set("metadata", Task.object("resource", resource));
            functions.set(name, function);
        });
        return functions;
    }
}
