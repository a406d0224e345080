package io.millrace.cli.jsonata;

import io.millrace.cli.expression.Untranslatable;
import java.util.ArrayList;
import java.util.List;

/** Cuts a JSONata expression into words. */
final class Lexer {

    /** What a word is. */
    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        VARIABLE,
        OPERATOR,
        END
    }

    /**
     * A word.
     *
     * @param text its value: without quotes, without {@code $}
     */
    record Token(Kind kind, String text) {

        boolean is(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }
    }

    private static final List<String> LONG_OPERATORS = List.of(":=", "!=", "<=", ">=", "..", "**", "~>", "??", "?:");
    private static final String OPERATORS = ".[]{}()@%#;:?+-*/&|<>=^!,";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws Untranslatable {
        Lexer lexer = new Lexer(text);
        while (lexer.skipBlanks()) {
            lexer.tokens.add(lexer.next());
        }
        lexer.tokens.add(new Token(Kind.END, ""));
        return lexer.tokens;
    }

    private boolean skipBlanks() throws Untranslatable {
        while (position < text.length()) {
            if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                if (end < 0) {
                    throw new Untranslatable("a comment is not closed");
                }
                position = end + 2;
            } else if (Character.isWhitespace(text.charAt(position))) {
                position++;
            } else {
                return true;
            }
        }
        return false;
    }

    private Token next() throws Untranslatable {
        char c = text.charAt(position);
        if (c == '"' || c == '\'') {
            return new Token(Kind.TEXT, quoted(c));
        }
        if (c == '`') {
            int end = text.indexOf('`', position + 1);
            if (end < 0) {
                throw new Untranslatable("a quote is not closed");
            }
            String name = text.substring(position + 1, end);
            position = end + 1;
            return new Token(Kind.NAME, name);
        }
        if (c >= '0' && c <= '9') {
            return new Token(Kind.NUMBER, number());
        }
        if (c == '$') {
            position++;
            String name = text.startsWith("$", position) ? doubled() : word();
            if (!name.matches("\\$|\\w*")) {
                throw new Untranslatable("the variable `$" + name + "` has letters that jq does not know");
            }
            return new Token(Kind.VARIABLE, name);
        }
        String word = word();
        if (!word.isEmpty()) {
            return new Token(Kind.NAME, word);
        }
        for (String operator : LONG_OPERATORS) {
            if (text.startsWith(operator, position)) {
                position += operator.length();
                return new Token(Kind.OPERATOR, operator);
            }
        }
        if (OPERATORS.indexOf(c) < 0) {
            throw new Untranslatable("`" + c + "` is not a part of JSONata");
        }
        position++;
        return new Token(Kind.OPERATOR, String.valueOf(c));
    }

    private String doubled() {
        position++;
        return "$";
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
            position++;
        }
        return text.substring(start, position);
    }

    private String number() {
        int start = position;
        while (position < text.length()) {
            char c = text.charAt(position);
            boolean point = c == '.'
                    && position + 1 < text.length()
                    && Character.isDigit(text.charAt(position + 1))
                    && text.indexOf('.', start) == position;
            boolean sign = (c == '+' || c == '-') && "eE".indexOf(text.charAt(position - 1)) >= 0;
            if (!(c >= '0' && c <= '9') && c != 'e' && c != 'E' && !point && !sign) {
                break;
            }
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted(char quote) throws Untranslatable {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == quote) {
                return value.toString();
            }
            value.append(c == '\\' && position < text.length() ? escaped() : c);
        }
        throw new Untranslatable("a quote is not closed");
    }

    private char escaped() throws Untranslatable {
        char c = text.charAt(position++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                String digits = text.substring(position, Math.min(position + 4, text.length()));
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw new Untranslatable("`\\u" + digits + "` is not a character");
                }
                position += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            case '"', '\'', '\\', '/', '`' -> c;
            default -> throw new Untranslatable("`\\" + c + "` is not a character");
        };
    }
}
