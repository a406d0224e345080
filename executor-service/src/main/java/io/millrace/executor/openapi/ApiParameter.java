package io.millrace.executor.openapi;

import static io.millrace.executor.openapi.ApiDocument.refused;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A parameter of an operation.
 *
 * @param name as in the document
 * @param place where it goes
 * @param required whether a call without it is refused
 * @param style how arrays and objects are written
 * @param explode whether each element of an array or object stands on its own
 * @param json whether the value is written as JSON, because the document gives it a JSON content
 */
record ApiParameter(String name, Place place, boolean required, Style style, boolean explode, boolean json) {
    /** Where a parameter goes. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        BODY,
        FORM
    }

    /** How arrays and objects are written (OpenAPI 3.1, section "Style Values"). */
    enum Style {
        SIMPLE(","),
        LABEL("."),
        MATRIX(","),
        FORM(","),
        SPACE_DELIMITED("%20"),
        PIPE_DELIMITED("%7C"),
        TAB_DELIMITED("%09"),
        DEEP_OBJECT("");

        private final String separator;

        Style(String separator) {
            this.separator = separator;
        }
    }

    /** Reads a parameter of OpenAPI 3, or of Swagger 2.0. */
    static ApiParameter read(JsonNode parameter, boolean swagger) {
        String name = parameter.path("name").asString("");
        Place place = switch (parameter.path("in").asString("")) {
            case "path" -> Place.PATH;
            case "query" -> Place.QUERY;
            case "header" -> Place.HEADER;
            case "cookie" -> Place.COOKIE;
            case "body" -> Place.BODY;
            case "formData" -> Place.FORM;
            default ->
                throw refused("The parameter '" + ApiDocument.shortened(name)
                        + "' of the OpenAPI document does not say where it belongs");
        };
        if (swagger && parameter.path("type").asString("").equals("file")) {
            throw refused("The parameter '" + ApiDocument.shortened(name) + "' is a file, which cannot be sent");
        }
        boolean required = place == Place.PATH || parameter.path("required").asBoolean(false);
        boolean alone = place == Place.QUERY || place == Place.COOKIE || place == Place.FORM;
        if (swagger) {
            String format = parameter.path("collectionFormat").asString("csv");
            Style style = switch (format) {
                case "ssv" -> Style.SPACE_DELIMITED;
                case "tsv" -> Style.TAB_DELIMITED;
                case "pipes" -> Style.PIPE_DELIMITED;
                default -> alone ? Style.FORM : Style.SIMPLE;
            };
            return new ApiParameter(name, place, required, style, format.equals("multi"), false);
        }
        Style style = switch (parameter.path("style").asString("")) {
            case "label" -> Style.LABEL;
            case "matrix" -> Style.MATRIX;
            case "simple" -> Style.SIMPLE;
            case "form" -> Style.FORM;
            case "spaceDelimited" -> Style.SPACE_DELIMITED;
            case "pipeDelimited" -> Style.PIPE_DELIMITED;
            case "deepObject" -> Style.DEEP_OBJECT;
            default -> alone ? Style.FORM : Style.SIMPLE;
        };
        boolean explode = parameter.path("explode").asBoolean(style == Style.FORM);
        return new ApiParameter(name, place, required, style, explode, parameter.has("content"));
    }

    /** The value as a segment of a path. */
    String segment(JsonNode value) {
        if (json || value.isValueNode()) {
            String text = encoded(written(value));
            if (text.isEmpty() || text.equals(".") || text.equals("..")) {
                throw Operation.invalid("The value of the path parameter '" + name
                        + "' must be a text that is neither empty nor '.' nor '..'");
            }
            return switch (style) {
                case LABEL -> "." + text;
                case MATRIX -> ";" + encoded(name) + "=" + text;
                default -> text;
            };
        }
        List<String> parts = parts(value);
        return switch (style) {
            case LABEL -> "." + String.join(explode ? "." : ",", parts);
            case MATRIX ->
                explode
                        ? parts.stream()
                                .map(part -> ";" + (value.isObject() ? part : encoded(name) + "=" + part))
                                .collect(Collectors.joining())
                        : ";" + encoded(name) + "=" + String.join(",", parts);
            default -> String.join(",", parts);
        };
    }

    /** The value as {@code name=value} pairs, encoded: of a query, a form or a cookie. */
    List<String> pairs(JsonNode value) {
        String key = encoded(name);
        if (json || value.isValueNode()) {
            return List.of(key + "=" + encoded(written(value)));
        }
        List<String> pairs = new ArrayList<>();
        if (style == Style.DEEP_OBJECT && value.isObject()) {
            value.properties()
                    .forEach(property -> pairs.add(
                            key + "%5B" + encoded(property.getKey()) + "%5D=" + encoded(written(property.getValue()))));
        } else if (explode) {
            parts(value).forEach(part -> pairs.add(value.isObject() ? part : key + "=" + part));
        } else {
            pairs.add(key + "=" + String.join(style.separator, parts(value)));
        }
        return pairs;
    }

    /** The value as that of a header, which is not encoded. */
    String header(JsonNode value) {
        if (json || value.isValueNode()) {
            return written(value);
        }
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> parts.add(written(element)));
        } else {
            value.properties()
                    .forEach(property ->
                            parts.add(property.getKey() + (explode ? "=" : ",") + written(property.getValue())));
        }
        return String.join(",", parts);
    }

    /** The elements of an array, or the names and values of an object, encoded. */
    private List<String> parts(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> parts.add(encoded(written(element))));
        } else {
            value.properties().forEach(property -> {
                String each = encoded(written(property.getValue()));
                if (explode) {
                    parts.add(encoded(property.getKey()) + "=" + each);
                } else {
                    parts.add(encoded(property.getKey()));
                    parts.add(each);
                }
            });
        }
        return parts;
    }

    private static String written(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return name + " (" + place.name().toLowerCase(Locale.ROOT) + ")";
    }
}
