package io.millrace.executor.http;

import io.millrace.executor.http.HttpCall.Output;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the arguments of an http step: {@code method, endpoint, headers, query, body, output, redirect,
 * authentication}. Refuses what
 * cannot or must not be sent.
 */
final class HttpCallReader {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    /** What the connection decides, not the caller; a host of the caller's choice would defeat the egress rule. */
    private static final Set<String> NOT_THE_CALLERS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "proxy-authorization",
            "proxy-connection");

    private HttpCallReader() {}

    /**
     * Reads the arguments.
     *
     * @throws RefusedException when they make no call
     */
    static HttpCall read(String arguments) {
        JsonNode given = parse(arguments);
        Map<String, String> headers = headers(given.path("headers"));
        byte[] body = body(given.get("body"), headers);
        return new HttpCall(
                method(given.path("method")),
                uri(given.path("endpoint"), given.path("query")),
                headers,
                body,
                output(given.path("output")),
                given.path("redirect").asBoolean(false),
                given.path("authentication"));
    }

    /**
     * Checks an address that a callee redirects to.
     *
     * @throws RefusedException when it must not be called
     */
    static URI checked(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("Only http and https endpoints are called, but this one begins with '" + scheme + "'");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw refused("The endpoint names no host; write it as https://host/path");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("The endpoint carries a user and password; send them in the Authorization header instead");
        }
        return uri;
    }

    private static JsonNode parse(String arguments) {
        try {
            JsonNode given = StepJson.MAPPER.readTree(arguments);
            if (given.isObject()) {
                return given;
            }
        } catch (JacksonException notJson) {
            throw refused("The arguments of an http step are no JSON: " + notJson.getOriginalMessage());
        }
        throw refused("The arguments of an http step must be a JSON object");
    }

    private static HttpMethod method(JsonNode given) {
        String method = given.asString("").toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
            throw refused("'" + shortened(method) + "' is no method of an http step; write GET, POST, PUT and so on");
        }
        return HttpMethod.valueOf(method);
    }

    private static URI uri(JsonNode endpoint, JsonNode query) {
        String text = (endpoint.isObject() ? endpoint.path("uri") : endpoint).asString("");
        try {
            URI plain = checked(new URI(text));
            String path = plain.getRawPath().isEmpty() ? "/" : plain.getRawPath();
            String whole = plain.getScheme() + "://" + plain.getRawAuthority() + path;
            StringJoiner parameters = new StringJoiner("&");
            if (plain.getRawQuery() != null) {
                parameters.add(plain.getRawQuery());
            }
            query.properties().forEach(parameter -> add(parameters, parameter.getKey(), parameter.getValue()));
            return new URI(parameters.length() == 0 ? whole : whole + "?" + parameters);
        } catch (URISyntaxException notAnAddress) {
            throw refused("The endpoint is no address: " + notAnAddress.getReason() + " at index "
                    + notAnAddress.getIndex() + "; write it as https://host/path and encode what is not plain text");
        }
    }

    private static void add(StringJoiner parameters, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> add(parameters, name, each));
        } else if (!value.isNull()) {
            parameters.add(encoded(name) + "=" + encoded(text(value)));
        }
    }

    private static Map<String, String> headers(JsonNode given) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : given.properties()) {
            String name = header.getKey();
            if (!TOKEN.matcher(name).matches()) {
                throw refused("'" + shortened(name) + "' is no name of a header");
            }
            if (NOT_THE_CALLERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw refused("The header " + name + " is decided by the connection; leave it out");
            }
            String value = text(header.getValue());
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                throw refused("The value of the header " + name + " holds control characters");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static byte[] body(@Nullable JsonNode body, Map<String, String> headers) {
        if (body == null) {
            return new byte[0];
        }
        MediaType type = contentType(headers);
        if (type == null) {
            headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        } else if (body.isObject() && type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
            StringJoiner fields = new StringJoiner("&");
            body.properties().forEach(field -> add(fields, field.getKey(), field.getValue()));
            return fields.toString().getBytes(StandardCharsets.UTF_8);
        } else if (body.isString() && !MediaTypes.json(type)) {
            return body.stringValue().getBytes(type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset());
        }
        return StepJson.MAPPER.writeValueAsBytes(body);
    }

    private static @Nullable MediaType contentType(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                try {
                    return MediaType.parseMediaType(header.getValue());
                } catch (InvalidMediaTypeException notAType) {
                    throw refused("The header Content-Type is no media type: " + notAType.getMessage());
                }
            }
        }
        return null;
    }

    private static Output output(JsonNode given) {
        return switch (given.asString("content")) {
            case "content" -> Output.CONTENT;
            case "response" -> Output.RESPONSE;
            case "raw" -> Output.RAW;
            default -> throw refused("The output of an http step is content, response or raw");
        };
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }
}
