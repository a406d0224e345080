package io.millrace.executor.authentication;

import io.millrace.executor.authentication.TokenGrant.Client;
import io.millrace.executor.authentication.TokenGrant.HeldToken;
import io.millrace.executor.step.StepJson;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to a token endpoint, to be sent by POST.
 *
 * @param uri the token endpoint
 * @param headers by name
 * @param body in UTF-8
 */
public record TokenRequest(URI uri, Map<String, String> headers, String body) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int ASSERTION_SECONDS = 60;

    private record Parameter(String name, String value) {}

    /**
     * The request that a grant describes.
     *
     * @param endpoint the token endpoint
     * @param now of which an assertion tells
     * @param id by which an assertion is told from others
     */
    public static TokenRequest of(TokenGrant grant, URI endpoint, Instant now, String id) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("grant_type", grant.grant()));
        switch (grant.grant()) {
            case "password" -> {
                parameters.add(new Parameter("username", grant.username()));
                parameters.add(new Parameter("password", grant.password()));
            }
            case "refresh_token" -> {
                HeldToken subject = grant.subject();
                parameters.add(new Parameter("refresh_token", subject == null ? "" : subject.token()));
            }
            case TokenGrant.EXCHANGE -> exchange(grant, parameters);
            default -> {
                // The client's own credentials are all that is needed.
            }
        }
        if (!grant.scopes().isEmpty()) {
            parameters.add(new Parameter("scope", String.join(" ", grant.scopes())));
        }
        grant.audiences().forEach(audience -> parameters.add(new Parameter("audience", audience)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", grant.json() ? "application/json" : "application/x-www-form-urlencoded");
        client(grant.client(), endpoint, now, id, parameters, headers);
        return new TokenRequest(endpoint, Map.copyOf(headers), grant.json() ? json(parameters) : form(parameters));
    }

    private static void exchange(TokenGrant grant, List<Parameter> parameters) {
        HeldToken subject = grant.subject();
        HeldToken actor = grant.actor();
        if (subject != null) {
            parameters.add(new Parameter("subject_token", subject.token()));
            parameters.add(new Parameter("subject_token_type", subject.type()));
        }
        if (actor != null) {
            parameters.add(new Parameter("actor_token", actor.token()));
            parameters.add(new Parameter("actor_token_type", actor.type()));
        }
    }

    private static void client(
            Client client,
            URI endpoint,
            Instant now,
            String id,
            List<Parameter> parameters,
            Map<String, String> headers) {
        if (client.authentication() == TokenGrant.Way.CLIENT_SECRET_BASIC) {
            // Encoded before they are joined: RFC 6749, section 2.3.1.
            String pair = encoded(client.id()) + ":" + encoded(client.secret());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        if (!client.id().isEmpty()) {
            parameters.add(new Parameter("client_id", client.id()));
        }
        switch (client.authentication()) {
            case CLIENT_SECRET_POST -> {
                if (!client.secret().isEmpty()) {
                    parameters.add(new Parameter("client_secret", client.secret()));
                }
            }
            case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> {
                parameters.add(new Parameter("client_assertion_type", JWT_BEARER));
                parameters.add(new Parameter(
                        "client_assertion",
                        client.assertion().isEmpty() ? signed(client, endpoint, now, id) : client.assertion()));
            }
            case CLIENT_SECRET_BASIC, NONE -> {
                // Said already, or not at all.
            }
        }
    }

    /** An assertion that the client's secret signs with HMAC SHA-256 (RFC 7523, section 3). */
    private static String signed(Client client, URI endpoint, Instant now, String id) {
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put("alg", "HS256").put("typ", "JWT");
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", client.id())
                .put("sub", client.id())
                .put("aud", endpoint.toString())
                .put("jti", id)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + ASSERTION_SECONDS);
        String signing = base64(StepJson.MAPPER.writeValueAsBytes(header)) + "."
                + base64(StepJson.MAPPER.writeValueAsBytes(claims));
        if (client.secret().isEmpty()) {
            throw Authentication.refused(
                    "A client that authenticates by client_secret_jwt needs a secret or an assertion");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(client.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signing + "." + base64(mac.doFinal(signing.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HMAC SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String form(List<Parameter> parameters) {
        StringJoiner form = new StringJoiner("&");
        parameters.forEach(parameter -> form.add(encoded(parameter.name()) + "=" + encoded(parameter.value())));
        return form.toString();
    }

    private static String json(List<Parameter> parameters) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Parameter parameter : parameters) {
            if (!json.has(parameter.name())) {
                json.put(parameter.name(), parameter.value());
            } else if (json.get(parameter.name()) instanceof ArrayNode several) {
                several.add(parameter.value());
            } else {
                json.putArray(parameter.name()).add(json.get(parameter.name())).add(parameter.value());
            }
        }
        return json.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TokenRequest[POST " + TokenGrant.named(uri) + "]";
    }
}
