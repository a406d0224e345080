package io.millrace.cli.dsl;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives names that are valid and used once. One per list of tasks, since names are unique within a list. */
public final class Names {

    private static final Set<String> DIRECTIVES = Set.of("continue", "exit", "end");
    private static final int LONGEST = 80;

    private final Set<String> given = new HashSet<>();

    /** A name as near to the wanted one as possible. */
    public String unique(String wanted) {
        String valid = valid(wanted);
        String name = valid;
        for (int n = 2; !given.add(name); n++) {
            name = valid + "-" + n;
        }
        return name;
    }

    /** A name of letters, digits, hyphens and underscores that means nothing else in {@code then}. */
    public static String valid(String wanted) {
        String shortened = wanted.length() <= LONGEST ? wanted : wanted.substring(0, LONGEST);
        String name = shortened.replaceAll("[^\\p{L}\\p{N}_-]+", "-").replaceAll("^-+|-+$", "");
        if (name.isEmpty()) {
            return "task";
        }
        return DIRECTIVES.contains(name) ? name + "-task" : name;
    }

    /** A name as {@code document.name} may have it: letters, digits and hyphens, at most 63. */
    public static String document(String wanted) {
        String name = wanted.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
        name = name.length() <= 63 ? name : name.substring(0, 63).replaceAll("-+$", "");
        return name.isEmpty() ? "imported" : name.toLowerCase(Locale.ROOT);
    }
}
