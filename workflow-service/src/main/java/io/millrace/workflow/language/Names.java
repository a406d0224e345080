package io.millrace.workflow.language;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the names that a definition gives to variables. */
final class Names {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w{0,62}");
    private static final Set<String> TAKEN = Set.of(
            "context",
            "input",
            "output",
            "secrets",
            "authorization",
            "task",
            "workflow",
            "runtime",
            "callback",
            "compensated");

    private Names() {}

    /** The name of a variable, without {@code $}; reported if it cannot be one. */
    static Optional<String> variable(Part part) {
        String what = "`" + part.name() + "`";
        Optional<String> name = part.text(what);
        if (name.isPresent() && !VARIABLE.matcher(name.get()).matches()) {
            part.problem(what + " must be the name of a variable without `$`: letters, digits and underscores, such as"
                    + " `item`.");
            return Optional.empty();
        }
        if (name.isPresent() && TAKEN.contains(name.get())) {
            part.problem("`$" + name.get() + "` means something else already; take another name.");
            return Optional.empty();
        }
        return name;
    }
}
