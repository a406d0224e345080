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
        StringWriter out = new StringWriter(text.length());
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text);
                JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            int values = 0;
            while (in.nextToken() != null && values == 0) {
                copy.copyCurrentEventExact(in);
                values += in.streamReadContext().inRoot() ? 1 : 0;
            }
            if (values == 0 || in.currentToken() != null) {
                return quoted(text);
            }
        } catch (JacksonException e) {
            return quoted(text);
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
