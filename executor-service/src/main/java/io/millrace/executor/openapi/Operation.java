package io.millrace.executor.openapi;

import static io.millrace.executor.openapi.ApiDocument.refused;

import io.millrace.executor.openapi.ApiParameter.Place;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An operation of an API, which makes a request of the values for its parameters. */
final class Operation {
    private static final String BODY = "body";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ApiDocument api;
    private final ApiDocument.Found found;
    private final Collection<ApiParameter> parameters;

    private Operation(ApiDocument api, ApiDocument.Found found, Collection<ApiParameter> parameters) {
        this.api = api;
        this.found = found;
        this.parameters = parameters;
    }

    static Operation of(ApiDocument api, String id) {
        ApiDocument.Found found = api.operation(id);
        Map<String, ApiParameter> parameters = new LinkedHashMap<>();
        // Those of the operation replace those of the path (OpenAPI 3.1, "Operation Object").
        for (JsonNode owner : List.of(found.path(), found.operation())) {
            for (JsonNode each : owner.path("parameters")) {
                ApiParameter parameter = ApiParameter.read(api.resolved(each), api.isSwagger());
                parameters.put(parameter.toString(), parameter);
            }
        }
        return new Operation(api, found, parameters.values());
    }

    /**
     * The arguments of the http step that calls the operation: method, endpoint, headers, body.
     *
     * @param values by the names of parameters; the value for {@code body} is the body
     * @throws RefusedException when a required value is missing, or one is given for which there is no parameter
     */
    ObjectNode request(ObjectNode values) {
        ObjectNode rest = values.deepCopy();
        String path = found.template();
        StringJoiner query = new StringJoiner("&");
        StringJoiner cookies = new StringJoiner("; ");
        StringJoiner form = new StringJoiner("&");
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        List<String> used = new ArrayList<>();
        for (ApiParameter parameter : parameters) {
            JsonNode value = value(parameter, values);
            if (value.isMissingNode()) {
                continue;
            }
            used.add(nameOf(parameter, values));
            switch (parameter.place()) {
                case PATH -> path = path.replace("{" + parameter.name() + "}", parameter.segment(value));
                case QUERY -> parameter.pairs(value).forEach(query::add);
                case COOKIE -> parameter.pairs(value).forEach(cookies::add);
                case FORM -> parameter.pairs(value).forEach(form::add);
                case HEADER -> headers.put(parameter.name(), parameter.header(value));
                case BODY -> request.set(BODY, value);
            }
        }
        rest.remove(used);
        if (path.contains("{")) {
            throw refused(
                    "The path " + found.template() + " has a part in braces that is no parameter of the operation");
        }
        if (cookies.length() > 0) {
            headers.put("Cookie", cookies.toString());
        }
        if (form.length() > 0) {
            request.put(BODY, form.toString());
            headers.put("Content-Type", FORM);
        }
        body(rest, request, headers);
        if (!rest.isEmpty()) {
            throw invalid("The operation has no parameter " + rest.propertyNames() + "; it has " + parameters
                    + (hasBody() ? " and a body" : ""));
        }
        request.put("method", found.method());
        request.put("endpoint", address(path, query.toString()));
        request.set("headers", headers);
        return request;
    }

    private static String nameOf(ApiParameter parameter, ObjectNode values) {
        return parameter.place() == Place.BODY && !values.has(parameter.name()) ? BODY : parameter.name();
    }

    private static JsonNode value(ApiParameter parameter, ObjectNode values) {
        JsonNode value = values.path(nameOf(parameter, values));
        if (value.isNull() && parameter.place() != Place.BODY) {
            value = values.path("");
        }
        if (value.isMissingNode() && parameter.required()) {
            throw invalid("The operation needs the parameter " + parameter);
        }
        return value;
    }

    private boolean hasBody() {
        return found.operation().has("requestBody");
    }

    /** Takes the body out of the values that are left, and says what it is. */
    private void body(ObjectNode rest, ObjectNode request, ObjectNode headers) {
        if (api.isSwagger()) {
            JsonNode consumes = found.operation().path("consumes");
            JsonNode types = consumes.isMissingNode() ? api.root().path("consumes") : consumes;
            if (request.has(BODY) && !headers.has("Content-Type")) {
                List<String> names = new ArrayList<>();
                types.forEach(type -> names.add(type.asString("")));
                type(names, headers);
            }
            return;
        }
        if (!hasBody()) {
            return;
        }
        JsonNode description = api.resolved(found.operation().path("requestBody"));
        if (rest.has(BODY)) {
            request.set(BODY, rest.remove(BODY));
        } else if (!rest.isEmpty()) {
            request.set(BODY, rest.deepCopy());
            rest.removeAll();
        } else if (description.path("required").asBoolean(false)) {
            throw invalid("The operation needs a body; give it as the parameter 'body'");
        }
        if (request.has(BODY)) {
            type(List.copyOf(description.path("content").propertyNames()), headers);
        }
    }

    private static void type(List<String> types, ObjectNode headers) {
        if (types.isEmpty() || types.stream().anyMatch(Operation::isJson)) {
            headers.put(
                    "Content-Type",
                    types.stream().filter(Operation::isJson).findFirst().orElse("application/json"));
            return;
        }
        String type = types.getFirst();
        if (type.startsWith("multipart/")) {
            throw refused("The operation takes its body as " + ApiDocument.shortened(type) + ", which cannot be sent");
        }
        headers.put("Content-Type", type.contains("*") ? "application/json" : type);
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/json") || type.contains("+json");
    }

    private String address(String path, String query) {
        String server = api.isSwagger() ? Servers.ofSwagger(api) : Servers.of(api, found);
        String address = (server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + path;
        return query.isEmpty() ? address : address + "?" + query;
    }

    static RefusedException invalid(String detail) {
        return new RefusedException(StepError.validation(detail));
    }
}
