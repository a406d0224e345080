package io.millrace.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A message of a stream of server-sent events.
 *
 * @param event its kind; {@code message} when the server names none
 * @param content JSON
 * @param id where the stream goes on behind it, or null when it has none
 */
public record Message(
        String event, JsonNode content, @Nullable String id) {}
