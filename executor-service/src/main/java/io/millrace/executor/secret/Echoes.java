package io.millrace.executor.secret;

import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.SecretReferences;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Takes values of secrets out of what a step answers: callees repeat what they were sent. It is the second line of
 * defence; the first is that values are put in nowhere but in the arguments of the step. What was encoded otherwise than
 * in the ways known here is not recognised, nor are values of less than four characters.
 */
public final class Echoes {
    /** Nothing to take out but forged references. */
    public static final Echoes NONE = new Builder().build();

    private static final int SHORTEST = 4;
    /** Inside other base64, shorter values are too short to be told from chance. */
    private static final int SHORTEST_INSIDE = 8;

    private final Map<String, String> replacements;
    private final @Nullable Pattern pattern;

    private Echoes(Map<String, String> replacements) {
        this.replacements = Map.copyOf(replacements);
        // The longest first, because the shorter ones may be parts of it.
        pattern = replacements.isEmpty()
                ? null
                : Pattern.compile(replacements.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")));
    }

    /** Collects values and what shall stand in their place. */
    static final class Builder {
        private final Map<String, String> replacements = new LinkedHashMap<>();

        void add(String value, String reference) {
            if (value.length() < SHORTEST) {
                return;
            }
            put(value, reference);
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            put(Base64.getEncoder().encodeToString(bytes), SecretReferences.base64(reference));
            put(Base64.getEncoder().withoutPadding().encodeToString(bytes), SecretReferences.MASK);
            put(Base64.getUrlEncoder().encodeToString(bytes), SecretReferences.MASK);
            put(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), SecretReferences.MASK);
            if (value.length() >= SHORTEST_INSIDE) {
                inside(bytes);
            }
            String encoded = SecretReferences.percentEncoded(value);
            put(encoded, SecretReferences.uri(reference));
            put(lowerCaseHex(encoded), SecretReferences.MASK);
            put(URLEncoder.encode(value, StandardCharsets.UTF_8), SecretReferences.MASK);
            String quoted = StepJson.MAPPER.writeValueAsString(value);
            put(quoted.substring(1, quoted.length() - 1), SecretReferences.MASK);
            address(value);
        }

        Echoes build() {
            return new Echoes(replacements);
        }

        private void put(String form, String replacement) {
            if (form.length() >= SHORTEST) {
                replacements.putIfAbsent(form, replacement);
            }
        }

        /** What base64 makes of the bytes when others stand before and behind them, as in {@code user:password}. */
        private void inside(byte[] bytes) {
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                int from = (before * Byte.SIZE + 5) / 6;
                int to = shifted.length * Byte.SIZE / 6;
                put(Base64.getEncoder().encodeToString(shifted).substring(from, to), SecretReferences.MASK);
                put(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to), SecretReferences.MASK);
            }
        }

        /** Of an address that is secret, messages show the path without the query. */
        private void address(String value) {
            int authority = value.indexOf("://");
            int path = authority < 0 ? -1 : value.indexOf('/', authority + 3);
            if (path > 0 && value.length() - path >= SHORTEST_INSIDE) {
                int query = value.indexOf('?', path);
                put(value.substring(path), SecretReferences.MASK);
                put(query < 0 ? value : value.substring(path, query), SecretReferences.MASK);
            }
        }

        private static String lowerCaseHex(String encoded) {
            return Pattern.compile("%[0-9A-F]{2}")
                    .matcher(encoded)
                    .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
        }
    }

    /** A step's outcome without values of secrets, and without anything that could be taken for a reference to one. */
    StepOutcome masked(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Succeeded(String output) -> succeeded(output);
            case StepOutcome.Failed failed -> new StepOutcome.Failed(masked(failed.error()), failed.fault());
        };
    }

    StepError masked(StepError error) {
        return new StepError(error.type(), error.status(), masked(error.title()), masked(error.detail()));
    }

    /** A text without values of secrets, and without anything that could be taken for a reference to one. */
    String masked(String text) {
        String plain = SecretReferences.neutralized(text);
        return pattern == null
                ? plain
                : pattern.matcher(plain)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                replacements.getOrDefault(found.group(), SecretReferences.MASK)));
    }

    private StepOutcome succeeded(String output) {
        if (pattern == null && !SecretReferences.inJson(output)) {
            return new StepOutcome.Succeeded(output);
        }
        try {
            return new StepOutcome.Succeeded(
                    StepJson.MAPPER.writeValueAsString(Texts.changed(StepJson.MAPPER.readTree(output), this::masked)));
        } catch (JacksonException notJson) {
            return StepOutcome.refused(StepError.runtime(500, "The step answered what is no JSON"));
        }
    }
}
