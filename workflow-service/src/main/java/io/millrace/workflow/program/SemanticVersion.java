package io.millrace.workflow.program;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * A version as Semantic Versioning 2.0.0 orders them (section 11).
 *
 * @param text for example 1.4.0 or 2.0.0-rc.1
 */
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparing(
                    SemanticVersion::numbers, SemanticVersion::compareParts)
            .thenComparing(SemanticVersion::preRelease, SemanticVersion::comparePreReleases);

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    /** Whether it is a release, not something that comes before one. */
    public boolean isRelease() {
        return preRelease().isEmpty();
    }

    private String numbers() {
        return withoutBuild().split("-", 2)[0];
    }

    private String preRelease() {
        String[] parts = withoutBuild().split("-", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    private String withoutBuild() {
        return text.split("\\+", 2)[0];
    }

    private static int comparePreReleases(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            // A release is greater than its pre-releases.
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return compareParts(one, other);
    }

    private static int compareParts(String one, String other) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = comparePart(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int comparePart(String one, String other) {
        boolean oneNumeric = one.matches("\\d+");
        boolean otherNumeric = other.matches("\\d+");
        if (oneNumeric && otherNumeric) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return oneNumeric == otherNumeric ? one.compareTo(other) : Boolean.compare(otherNumeric, oneNumeric);
    }
}
