package io.millrace.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the server, as RFC 9457 problem details tell it.
 *
 * @param status HTTP status, 400 to 599; 0 when it was told inside a stream
 * @param title what kind of problem it is
 * @param detail what happened this time
 * @param flaws what is wrong with the document that was sent; may be empty
 * @param retryAfter seconds after which to try again, or null
 */
public record Problem(
        int status,
        String title,
        String detail,
        List<Flaw> flaws,
        @Nullable String retryAfter) {

    /**
     * Something wrong with a document.
     *
     * @param pointer where it stands, as an RFC 6901 JSON pointer
     * @param line from 1, or 0 when it is not known
     * @param column from 1, or 0 when it is not known
     * @param detail what is wrong
     */
    public record Flaw(String pointer, int line, int column, String detail) {}

    /** Copies the list. */
    public Problem {
        flaws = List.copyOf(flaws);
    }

    /**
     * Reads problem details; what is missing in them is made up for.
     *
     * @param retryAfter the header of that name, or null
     */
    public static Problem read(int status, JsonNode body, @Nullable String retryAfter) {
        List<Flaw> flaws = new ArrayList<>();
        for (JsonNode error : body.path("errors")) {
            flaws.add(new Flaw(
                    error.path("pointer").asText(""),
                    error.path("line").asInt(0),
                    error.path("column").asInt(0),
                    error.path("detail").asText("")));
        }
        return new Problem(
                status,
                body.path("title").asText("Refused"),
                body.path("detail").asText("The server says no more."),
                flaws,
                retryAfter);
    }

    /**
     * What happened, where, and what to do.
     *
     * @param document name of the document that was sent, or null when there was none
     */
    public String text(@Nullable String document) {
        StringBuilder text = new StringBuilder(title + (status > 0 ? " (" + status + ")" : "") + ": " + detail + "\n");
        for (Flaw flaw : flaws) {
            text.append("  ");
            if (flaw.line() > 0) {
                text.append(document == null ? "line " : document + ":")
                        .append(flaw.line())
                        .append(':')
                        .append(flaw.column())
                        .append(": ");
            }
            text.append(flaw.pointer().isEmpty() ? "/" : flaw.pointer())
                    .append(": ")
                    .append(flaw.detail())
                    .append('\n');
        }
        return Wording.plain(text + advice() + "\n");
    }

    private String advice() {
        return switch (status) {
            case 401 -> "Give a key of this server in MILLRACE_KEY or with --key-file.";
            case 403 -> "Use a key of a role that may do this.";
            case 404 -> "Check the name, --tenant and --server; a key sees its own tenant only.";
            case 409 -> "Read its present state and decide what should become of it.";
            case 400, 413, 415, 422 -> flaws.isEmpty() ? "Mend it and try again." : "Mend these places and try again.";
            default ->
                retryAfter != null
                        ? "Try again in " + retryAfter + " s."
                        : status >= 500 ? "Try again; if it stays so, see the server's log." : "Mend it and try again.";
        };
    }
}
