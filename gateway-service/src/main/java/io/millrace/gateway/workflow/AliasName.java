package io.millrace.gateway.workflow;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refused;
import java.util.regex.Pattern;

/** The names that versions of a workflow may be given. */
final class AliasName {
    private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private AliasName() {}

    /**
     * Checks a name: it begins with a letter, so that no alias looks like a version.
     *
     * @throws Refused as invalid when it breaks the rule or is reserved
     */
    static String checked(String name) {
        if (!FORM.matcher(name).matches()) {
            throw refused("must be 1 to 63 lower-case letters, digits and hyphens, begin with a letter and not end with"
                    + " a hyphen");
        }
        if (name.equals(PublishedWorkflow.LATEST)) {
            throw refused("is always the highest release and cannot be set: choose another name, such as stable");
        }
        return name;
    }

    private static Refused refused(String rule) {
        return Refused.invalid("The alias in the path " + rule + ".", Flaw.at("", rule));
    }
}
