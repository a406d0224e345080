package io.millrace.workflow.expression;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Guesses what somebody meant to write. */
public final class NearMiss {

    private record Candidate(String name, int distance) {}

    private NearMiss() {}

    /**
     * A sentence that suggests the known name nearest to a wrong one, with a space before it; empty if none is near.
     */
    public static String hint(String wrong, Stream<String> known) {
        int most = Math.max(1, Math.min(3, wrong.length() / 3));
        return known.map(name -> new Candidate(name, distance(wrong, name)))
                .filter(candidate -> candidate.distance() <= most)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(nearest -> " Did you mean `" + nearest.name() + "`?")
                .orElse("");
    }

    /** How many letters must be inserted, removed, replaced or swapped with their neighbour; case does not count. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
