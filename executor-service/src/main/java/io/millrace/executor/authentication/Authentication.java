package io.millrace.executor.authentication;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a step says who makes its requests. */
public sealed interface Authentication {
    /** RFC 7617. */
    record Basic(String username, String password) implements Authentication {
        /** User and password in UTF-8, in base64. */
        public Authorization authorization() {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return new Authorization("Basic", Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String toString() {
            return "Basic[***]";
        }
    }

    /** RFC 6750. */
    record Bearer(String token) implements Authentication {
        /** The token as it is. */
        public Authorization authorization() {
            return new Authorization("Bearer", token);
        }

        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }

    /** RFC 7616. */
    record Digest(String username, String password) implements Authentication {
        @Override
        public String toString() {
            return "Digest[***]";
        }
    }

    /** With a token that has to be asked for. */
    record Token(TokenGrant grant) implements Authentication {}

    /**
     * Reads the argument {@code authentication} of a step.
     *
     * @return empty when it is missing or null
     * @throws RefusedException when it is something else than described at {@link Authorizations#of}
     */
    static Optional<Authentication> read(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        String scheme = given.path("scheme").asString("");
        JsonNode properties = given.has("properties") ? held(scheme, given.path("properties")) : given;
        return Optional.of(
                switch (scheme) {
                    case "basic" -> new Basic(user(properties), text(scheme, properties, "password"));
                    case "digest" -> digest(properties);
                    case "bearer" -> bearer(properties);
                    case "oauth2", "oidc" -> new Token(TokenGrant.read(scheme, properties));
                    default ->
                        throw refused("There is no authentication '" + scheme
                                + "'; there are basic, bearer, digest, oauth2 and oidc");
                });
    }

    /** The properties that a secret holds. A token may also be the secret itself. */
    private static JsonNode held(String scheme, JsonNode secret) {
        String text = secret.asString("");
        try {
            JsonNode properties = StepJson.MAPPER.readTree(text);
            if (properties.isObject()) {
                return properties;
            }
        } catch (JacksonException notJson) {
            // Nothing of it is told: it is a secret.
        }
        if (scheme.equals("bearer")) {
            return JsonNodeFactory.instance.objectNode().put("token", text);
        }
        throw refused("The secret that holds the properties of " + scheme + " must be a JSON object");
    }

    private static String user(JsonNode properties) {
        String username = text("basic", properties, "username");
        if (username.indexOf(':') >= 0) {
            throw refused("The username of basic must not have a colon in it (RFC 7617)");
        }
        return username;
    }

    private static Digest digest(JsonNode properties) {
        String username = text("digest", properties, "username");
        if (username.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw refused("The username of digest must not have control characters in it");
        }
        return new Digest(username, text("digest", properties, "password"));
    }

    private static Bearer bearer(JsonNode properties) {
        String token = text("bearer", properties, "token").strip();
        if (!TokenAnswer.isToken(token)) {
            throw refused("The token of bearer must be letters, digits and -._~+/= (RFC 6750)");
        }
        return new Bearer(token);
    }

    /** A text among the properties of a scheme; the value stays out of every message. */
    static String text(String scheme, JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        if (!value.isValueNode() || value.isNull()) {
            throw refused("The " + name + " of " + scheme + " must be a text");
        }
        return value.asString();
    }

    /** What is wrong with the way a step authenticates itself. */
    static RefusedException refused(String detail) {
        return new RefusedException(StepError.configuration(detail));
    }
}
