package io.millrace.executor.authentication;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A token as it was answered (RFC 6749, section 5.1).
 *
 * @param token letters, digits and {@code -._~+/=}
 * @param lifetime for which it is good from now on; positive
 */
public record TokenAnswer(String token, Duration lifetime) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}=*");
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
    /** RFC 6749 leaves it to the server to say; most that do not, issue for longer. */
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private static final long LONGEST_SECONDS = 86_400;

    /** Whether a text can be sent as a bearer token (RFC 6750, section 2.1). */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * Reads an answer.
     *
     * @param asked the token endpoint
     * @throws RefusedException as an authentication error when there is no token in it that can be used; nothing of the
     *     request and no text of the answer but its error code is told
     */
    public static TokenAnswer read(TokenGrant grant, URI asked, int status, byte[] body) {
        JsonNode answer = parsed(body);
        String from = TokenGrant.named(asked);
        if (status < 200 || status >= 300) {
            String code = answer.path("error").asString("");
            throw refused(from + " answered " + status
                    + (ERROR.matcher(code).matches() ? " with the error " + code : "") + " instead of a token");
        }
        String token = answer.path("access_token").asString("");
        if (!isToken(token)) {
            throw refused(from + " answered without an access_token that can be sent");
        }
        String type = answer.path("token_type").asString("Bearer");
        if (!type.equalsIgnoreCase("Bearer")) {
            throw refused(from + " answered with a token of another type than Bearer, which Millrace cannot use");
        }
        checkIssuer(grant.issuers(), token, from);
        long seconds = answer.path("expires_in").asLong(UNSAID.toSeconds());
        return new TokenAnswer(token, Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_SECONDS)));
    }

    /**
     * Reads the document that names the token endpoint (OpenID Connect Discovery 1.0, section 4).
     *
     * @throws RefusedException as an authentication error when it names none, or is not the authority's own
     */
    public static URI endpoint(TokenGrant grant, int status, byte[] body) {
        String from = TokenGrant.named(grant.discovery());
        if (status != 200) {
            throw refused(from + " answered " + status + " instead of the document that names the token endpoint");
        }
        JsonNode document = parsed(body);
        String issuer = trimmed(document.path("issuer").asString(""));
        if (!issuer.equals(grant.authority().toString())
                && grant.issuers().stream().noneMatch(known -> trimmed(known).equals(issuer))) {
            throw refused(from + " names another issuer than the authority; if it is to be trusted, list it under"
                    + " issuers");
        }
        try {
            return TokenGrant.address(document.path("token_endpoint").asString(""), "token endpoint");
        } catch (RefusedException none) {
            throw refused(from + " names no token endpoint that can be asked");
        }
    }

    /** An authentication error that says why no token was to be had. */
    public static RefusedException refused(String why) {
        return new RefusedException(StepError.authentication("No token: " + why));
    }

    /** Only a token that is a JWT says who issued it; it is not for its receiver to verify, so neither do we. */
    private static void checkIssuer(List<String> issuers, String token, String from) {
        String[] parts = token.split("\\.", -1);
        if (issuers.isEmpty() || parts.length != 3) {
            return;
        }
        try {
            JsonNode claims = parsed(Base64.getUrlDecoder().decode(parts[1]));
            String issuer = trimmed(claims.path("iss").asString(""));
            if (issuers.stream().noneMatch(known -> trimmed(known).equals(issuer))) {
                throw refused(from + " answered with a token of an issuer that is not listed under issuers");
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused(from + " answered with a token that does not say who issued it");
        }
    }

    private static String trimmed(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return StepJson.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "TokenAnswer[*** for " + lifetime + "]";
    }
}
