package io.millrace.cli.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream of server-sent events, as the HTML standard (section 9.2) defines its text. */
public final class EventStream implements AutoCloseable {

    private static final int END = -1;
    /** It goes back in a header. */
    private static final String ID = "[ -~]{1,1000}";

    private final BufferedReader text;
    private boolean behindReturn;

    EventStream(InputStream bytes) {
        this.text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Waits for the next message. Comments and messages without data are passed over; one that the end of the stream
     * cuts off is not a message.
     *
     * @return empty at the end
     * @throws NoAnswer when the connection breaks, or a message is not JSON or longer than is read
     */
    public Optional<Message> next() {
        try {
            Draft draft = new Draft();
            for (String line = read(0); line != null; line = read(draft.data.length())) {
                if (!line.isEmpty()) {
                    draft.take(line);
                } else if (!draft.data.isEmpty()) {
                    return Optional.of(draft.message());
                } else {
                    draft = new Draft();
                }
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new NoAnswer("The stream broke off: " + broken.getMessage() + ".", broken);
        }
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException ignored) {
            // Nothing more is wanted of it.
        }
    }

    private @Nullable String read(int before) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int c = text.read(); c != END; c = text.read()) {
            boolean belongsToReturn = c == '\n' && behindReturn;
            behindReturn = c == '\r';
            if (belongsToReturn) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return read.toString();
            }
            read.append((char) c);
            if (before + read.length() > Server.LARGEST) {
                throw new NoAnswer("A message of the stream has more than " + Server.LARGEST + " characters.", null);
            }
        }
        return null;
    }

    /** A message of which the end has not been read. */
    private static final class Draft {
        private final StringBuilder data = new StringBuilder();
        private String event = "message";
        private @Nullable String id;

        private void take(String line) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "data" -> data.append(value).append('\n');
                case "event" -> event = value;
                case "id" -> id = value.matches(ID) ? value : id;
                default -> {
                    // A comment, or a field that the standard tells to pass over.
                }
            }
        }

        private Message message() {
            return new Message(event, Server.json(data.toString()), id);
        }
    }
}
