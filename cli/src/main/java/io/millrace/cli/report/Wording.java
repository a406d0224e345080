package io.millrace.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Words for values of an answer. */
public final class Wording {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter INDENTED = JSON.writerWithDefaultPrettyPrinter();
    private static final String NONE = "-";
    private static final char REPLACEMENT = '\ufffd';
    /** Unicode's embeddings, overrides and isolates of direction. */
    private static final String TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private Wording() {}

    /**
     * A text that a terminal shows as it is. What came over the network could hold sequences that move the cursor,
     * rename the window or turn the writing around; U+FFFD stands in place of each such character. Tabs and the ends of
     * lines stay.
     */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && text.startsWith("\n", i + 1));
            plain.append(endsLine || c == '\t' || !steers(c) ? c : REPLACEMENT);
        }
        return plain.toString();
    }

    private static boolean steers(char c) {
        return Character.isISOControl(c) || TURNS.indexOf(c) >= 0;
    }

    /** A text on one line; a hyphen when there is none. */
    static String line(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.asText("").isEmpty()
                ? NONE
                : plain(value.asText()).replaceAll("[\\t\\r\\n]", " ");
    }

    /** JSON over several lines, for people. */
    public static String indented(JsonNode value) {
        return write(INDENTED, value);
    }

    /** JSON on one line, no longer than so many characters. */
    static String brief(JsonNode value, int most) {
        String text = write(JSON.writer(), value).replace('\n', ' ');
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static String write(ObjectWriter writer, JsonNode value) {
        try {
            return plain(writer.writeValueAsString(value)).replace("\r", "");
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }

    /** The time between two times of an answer, such as {@code 1.234 s}; a hyphen when one of them is not known. */
    static String between(JsonNode from, JsonNode to) {
        try {
            return Wording.seconds(Duration.between(Instant.parse(from.asText("")), Instant.parse(to.asText(""))));
        } catch (DateTimeParseException unknown) {
            return NONE;
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "." + "%03d".formatted(duration.toMillisPart()) + " s";
    }
}
