package io.millrace.executor.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wants to be answered before it does what it was asked (RFC 7616).
 *
 * @param hash name of the hash function for {@link MessageDigest}
 * @param session whether the algorithm is the one that binds nonces to a session
 * @param parameters of the challenge, by name in lower case
 */
record DigestChallenge(String hash, boolean session, Map<String, String> parameters) {
    private static final int MOST_CHARACTERS = 4_096;
    // A scheme, or a parameter with its value.
    private static final Pattern PART = Pattern.compile(
            "\\G[\\s,]*(?:([A-Za-z0-9_*-]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s,\"]+))|([A-Za-z0-9_-]+)(?=\\s|,|$))");
    private static final Map<String, String> HASHES = Map.of("SHA-256", "SHA-256", "MD5", "MD5");

    /** The strongest challenge that can be answered. */
    static Optional<DigestChallenge> strongest(List<String> headers) {
        List<DigestChallenge> usable = new ArrayList<>();
        for (String header : headers) {
            if (header.length() <= MOST_CHARACTERS) {
                read(header).stream()
                        .flatMap(parameters -> usable(parameters).stream())
                        .forEach(usable::add);
            }
        }
        return usable.stream()
                .filter(challenge -> challenge.hash().equals("SHA-256"))
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    /** The parameters of each digest challenge in a header, which may hold others as well. */
    private static List<Map<String, String>> read(String header) {
        List<Map<String, String>> challenges = new ArrayList<>();
        Matcher part = PART.matcher(header);
        boolean digest = false;
        while (part.find()) {
            if (part.group(4) != null) {
                digest = part.group(4).equalsIgnoreCase("Digest");
                if (digest) {
                    challenges.add(new HashMap<>());
                }
            } else if (digest) {
                String value =
                        part.group(2) == null ? part.group(3) : part.group(2).replaceAll("\\\\(.)", "$1");
                challenges.getLast().putIfAbsent(part.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return challenges;
    }

    private static Optional<DigestChallenge> usable(Map<String, String> parameters) {
        String algorithm = parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        boolean session = algorithm.endsWith("-SESS");
        String hash = HASHES.get(session ? algorithm.substring(0, algorithm.length() - 5) : algorithm);
        String protection = parameters.get("qop");
        if (hash == null || !parameters.containsKey("nonce") || !parameters.containsKey("realm")) {
            return Optional.empty();
        }
        boolean answerable = protection == null
                ? !session
                : List.of(protection.split("[\\s,]+", -1)).contains("auth");
        return answerable ? Optional.of(new DigestChallenge(hash, session, Map.copyOf(parameters))) : Optional.empty();
    }

    /**
     * The answer (RFC 7616, section 3.4).
     *
     * @param clientNonce hexadecimal digits that nobody can foresee
     */
    Authorization answer(Authentication.Digest who, String method, String target, String clientNonce) {
        String realm = parameters.getOrDefault("realm", "");
        String nonce = parameters.getOrDefault("nonce", "");
        boolean hashesUser = parameters.getOrDefault("userhash", "false").equalsIgnoreCase("true");
        String a1 = hash(who.username() + ":" + realm + ":" + who.password());
        String key = session ? hash(a1 + ":" + nonce + ":" + clientNonce) : a1;
        String a2 = hash(method + ":" + target);
        boolean protectedQuality = parameters.containsKey("qop");
        String response = protectedQuality
                ? hash(key + ":" + nonce + ":00000001:" + clientNonce + ":auth:" + a2)
                : hash(key + ":" + nonce + ":" + a2);
        StringBuilder answer = new StringBuilder();
        answer.append("username=").append(quoted(hashesUser ? hash(who.username() + ":" + realm) : who.username()));
        answer.append(", realm=").append(quoted(realm));
        answer.append(", uri=").append(quoted(target));
        answer.append(", nonce=").append(quoted(nonce));
        if (parameters.containsKey("algorithm")) {
            answer.append(", algorithm=").append(hash).append(session ? "-sess" : "");
        }
        if (protectedQuality) {
            answer.append(", qop=auth, nc=00000001, cnonce=").append(quoted(clientNonce));
        }
        answer.append(", response=").append(quoted(response));
        if (parameters.containsKey("opaque")) {
            answer.append(", opaque=").append(quoted(parameters.getOrDefault("opaque", "")));
        }
        if (hashesUser) {
            answer.append(", userhash=true");
        }
        return new Authorization("Digest", answer.toString());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(hash).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has MD5 and SHA-256", e);
        }
    }
}
