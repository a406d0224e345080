package io.millrace.gateway.workflow;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version with the order of semver.org 2.0.0: numbers, then pre-releases before the release. Build metadata does not
 * count in the order; it is compared as text only so that the order agrees with equality.
 *
 * @param text as it was written
 * @param numbers major, minor and patch
 * @param preRelease its parts, empty for a release
 */
public record SemanticVersion(String text, List<BigInteger> numbers, List<String> preRelease)
        implements Comparable<SemanticVersion> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,50})";
    private static final String PARTS = "[0-9A-Za-z-]{1,50}(?:\\.[0-9A-Za-z-]{1,50}){0,10}";
    private static final Pattern FORM =
            Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + PARTS + "))?(?:\\+" + PARTS + ")?");

    /** Keeps the lists as they are. */
    public SemanticVersion {
        numbers = List.copyOf(numbers);
        preRelease = List.copyOf(preRelease);
    }

    /** Reads a version; empty when the text is none. */
    public static Optional<SemanticVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String preRelease = matcher.group(4);
        return Optional.of(new SemanticVersion(
                text,
                List.of(
                        new BigInteger(matcher.group(1)),
                        new BigInteger(matcher.group(2)),
                        new BigInteger(matcher.group(3))),
                preRelease == null ? List.of() : List.of(preRelease.split("\\.", -1))));
    }

    /** Whether it is a release, not something that comes before one. */
    public boolean isRelease() {
        return preRelease.isEmpty();
    }

    /** The release with the next patch number. */
    public SemanticVersion nextPatch() {
        BigInteger patch = numbers.get(2).add(BigInteger.ONE);
        return new SemanticVersion(
                numbers.get(0) + "." + numbers.get(1) + "." + patch,
                List.of(numbers.get(0), numbers.get(1), patch),
                List.of());
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = comparePreReleases(preRelease, other.preRelease);
        return order != 0 ? order : text.compareTo(other.text);
    }

    private static int comparePreReleases(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = compareParts(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static int compareParts(String one, String other) {
        boolean oneIsNumber = isNumber(one);
        boolean otherIsNumber = isNumber(other);
        if (oneIsNumber && otherIsNumber) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return oneIsNumber == otherIsNumber ? one.compareTo(other) : Boolean.compare(otherIsNumber, oneIsNumber);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
