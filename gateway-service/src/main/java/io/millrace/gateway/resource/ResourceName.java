package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refused;
import java.util.regex.Pattern;

/** The names of resources: they become keys of records, parts of paths and DNS labels. */
public final class ResourceName {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    // The rule of the Open Workflow DSL for document.name; secrets follow it too and may use underscores.
    private static final Pattern WORKFLOW = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    private static final Pattern SECRET = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?");

    private ResourceName() {}

    /**
     * Checks the name of a tenant or trigger.
     *
     * @throws Refused as invalid when it breaks the rule
     */
    public static String label(String name) {
        return check(LABEL, name, "lower-case letters, digits and hyphens");
    }

    /**
     * Checks the name of a workflow.
     *
     * @throws Refused as invalid when it breaks the rule
     */
    public static String workflow(String name) {
        return check(WORKFLOW, name, "letters, digits and hyphens");
    }

    /**
     * Checks the name of a secret.
     *
     * @throws Refused as invalid when it breaks the rule
     */
    public static String secret(String name) {
        return check(SECRET, name, "letters, digits, hyphens and underscores");
    }

    private static String check(Pattern rule, String name, String letters) {
        if (!rule.matcher(name).matches()) {
            String detail = "The name in the path must be 1 to 63 " + letters
                    + ", and must begin and end with a letter or digit.";
            throw Refused.invalid(detail, Flaw.at("", detail));
        }
        return name;
    }
}
