package io.millrace.gateway.http;

import io.millrace.gateway.run.CallbackToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.UriUtils;

/**
 * The path of a request as problems and the log may show it. What follows {@code callbacks} is a token, and whoever has
 * one needs no key; so does whoever reads the log.
 *
 * @param text the path with a mask in place of each token
 * @param hidden what the masks stand for, as it stood in the path; never to be shown
 */
record ShownPath(String text, List<String> hidden) {
    private static final String CALLBACKS = "callbacks";
    private static final String MASK = "***";

    ShownPath {
        hidden = List.copyOf(hidden);
    }

    /**
     * Hides what must not be shown.
     *
     * @param rawPath a path, not decoded
     */
    static ShownPath of(String rawPath) {
        List<String> hidden = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        boolean behindCallbacks = false;
        for (String segment : rawPath.split("/", -1)) {
            String name = name(segment);
            // An operator names a position there, which is no secret.
            boolean secret = (behindCallbacks && !name.isEmpty() && !name.matches("[0-9]{1,10}"))
                    || CallbackToken.parse(name).isPresent();
            if (secret) {
                hidden.add(segment);
                hidden.add(name);
            }
            shown.add(secret ? MASK : segment);
            behindCallbacks = behindCallbacks || name.equals(CALLBACKS);
        }
        return new ShownPath(String.join("/", shown), hidden);
    }

    // As the router sees it: without parameters, and decoded.
    private static String name(String segment) {
        String name = segment.split(";", 2)[0];
        try {
            return UriUtils.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }

    /** Whether there is something that must not be shown. */
    boolean hides() {
        return !hidden.isEmpty();
    }

    /** A text that may hold the path, with the same masks. */
    String hide(String other) {
        String hiding = other;
        for (String secret : hidden) {
            hiding = hiding.replace(secret, MASK);
        }
        return hiding;
    }

    @Override
    public String toString() {
        return text;
    }
}
