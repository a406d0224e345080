package io.millrace.workflow.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.workflow.program.ExpressionException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compiles regular expressions that match in time linear in the text. Look-around and back-references do not exist for
 * that reason; everything else is as in Perl.
 */
public final class RegularExpressions {

    private static final int LONGEST = 4_096;
    private static final int LARGEST = 10_000;
    private static final int MOST_GROUPS_DEEP = 200;

    private RegularExpressions() {}

    /**
     * Compiles a regular expression.
     *
     * @param flags of {@link Pattern}
     * @throws ExpressionException if it is not one, or is too large
     */
    public static Pattern compile(String regex, int flags) {
        if (regex.length() > LONGEST) {
            throw new ExpressionException("A regular expression may have at most " + LONGEST
                    + " characters; this one has " + regex.length() + ".");
        }
        if (unrolledSize(regex) > LARGEST) {
            throw new ExpressionException("The regular expression `" + regex
                    + "` is too large: its repetitions multiply to more than " + LARGEST + " parts.");
        }
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException invalid) {
            String hint = regex.contains("(?=")
                            || regex.contains("(?!")
                            || regex.contains("(?<")
                            || regex.matches("(?s).*\\\\[1-9].*")
                    ? " Look-around and back-references are not supported, because they can take unbounded time."
                    : "";
            throw new ExpressionException(
                    "`" + regex + "` is not a regular expression: " + invalid.getDescription() + "." + hint);
        }
    }

    /** About how many parts the expression has when every counted repetition is written out. */
    private static long unrolledSize(String regex) {
        Deque<Long> open = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < regex.length() && sum <= LARGEST; i++) {
            char c = regex.charAt(i);
            switch (c) {
                case '\\' -> {
                    i++;
                    sum += last;
                    last = 1;
                }
                case '(' -> {
                    if (open.size() >= MOST_GROUPS_DEEP) {
                        return Long.MAX_VALUE;
                    }
                    open.push(sum + last);
                    sum = 0;
                    last = 0;
                }
                case ')' -> {
                    last = sum + last + 1;
                    sum = open.isEmpty() ? 0 : open.pop();
                }
                case '[' -> {
                    int end = regex.indexOf(']', i + 2);
                    i = end < 0 ? regex.length() : end;
                    sum += last;
                    last = 1;
                }
                case '{' -> {
                    int end = regex.indexOf('}', i);
                    if (end > 0) {
                        last *= Math.max(1, repetitions(regex.substring(i + 1, end)));
                        i = end;
                    }
                }
                default -> {
                    sum += last;
                    last = 1;
                }
            }
        }
        return sum + last;
    }

    private static long repetitions(String counts) {
        long most = 0;
        for (String count : counts.split(",", -1)) {
            if (!count.isEmpty() && !count.matches("\\d{1,6}")) {
                return 1;
            }
            most = Math.max(most, count.isEmpty() ? 0 : Long.parseLong(count));
        }
        return most;
    }
}
