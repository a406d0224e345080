package io.millrace.workflow.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import net.thisptr.jackson.jq.internal.javacc.ParseException;
import net.thisptr.jackson.jq.internal.javacc.Token;

/** Reads jq, and says what it cannot read in words of its own. */
final class Syntax {

    private static final Pattern LEXICAL_ERROR = Pattern.compile(
            "(?s).*line (\\d+), column (\\d+)\\.?\\s+Encountered: (.*?)(?:\\(\\d+\\))?,? (?:after|in) .*");

    /** A metered program and the names it mentions. */
    record Parsed(Expression program, Metering.Names names) {}

    private Syntax() {}

    static Parsed parse(String jq) throws InvalidExpression {
        Expression parsed;
        try {
            parsed = ExpressionParser.compile(jq, Builtins.JQ);
        } catch (JsonQueryException invalid) {
            throw new InvalidExpression(reason(jq, invalid));
        }
        Metering metering = new Metering();
        Expression metered = metering.meter(parsed);
        return new Parsed(metered, metering.names());
    }

    private static String reason(String jq, JsonQueryException invalid) {
        if (invalid.getCause() instanceof ParseException unexpected && unexpected.currentToken != null) {
            Token token = unexpected.currentToken.next;
            if (token == null || token.image.isEmpty()) {
                return "The jq expression ends too early: `" + shorten(jq) + "`.";
            }
            String hint = token.image.equals("end") ? " Every `if` needs an `else` here." : "";
            return "The jq expression is wrong at `" + shorten(token.image) + "` ("
                    + place(jq, token.beginLine, token.beginColumn) + ")." + hint;
        }
        String message = invalid.getCause() == null ? null : invalid.getCause().getMessage();
        Matcher lexical = LEXICAL_ERROR.matcher(String.valueOf(message));
        if (lexical.matches()) {
            String place = place(jq, Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
            return lexical.group(3).contains("<EOF>")
                    ? "The jq expression ends inside a text or a name (" + place + ")."
                    : "The jq expression is wrong at " + lexical.group(3).strip() + " (" + place + ").";
        }
        return "The jq expression `" + shorten(jq) + "` cannot be read" + (message == null ? "." : ": " + message);
    }

    private static String place(String jq, int line, int column) {
        return jq.strip().contains("\n")
                ? "line " + line + ", character " + column + " of the expression"
                : "character " + column + " of the expression";
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
