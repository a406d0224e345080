package io.millrace.audit.history;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON that travels as text. */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /**
     * The text on one line, ready to be put into another JSON document, numbers digit by digit as they were.
     *
     * @return the text as a JSON string when it is no JSON value
     */
    public static @Nullable String embeddable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!isOneValue(text)) {
            return quoted(text);
        }
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : onOneLine(text);
    }

    private static boolean isOneValue(String text) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() == null) {
                return false;
            }
            in.skipChildren();
            return in.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String onOneLine(String text) {
        StringWriter out = new StringWriter(text.length());
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text);
                JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            while (in.nextToken() != null) {
                copy.copyCurrentEventExact(in);
            }
        }
        return out.toString();
    }

    private static String quoted(String text) {
        StringWriter out = new StringWriter(text.length() + 2);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeString(text);
        }
        return out.toString();
    }
}
