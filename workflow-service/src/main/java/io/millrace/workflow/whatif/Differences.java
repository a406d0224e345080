package io.millrace.workflow.whatif;

import io.millrace.workflow.whatif.Trace.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the first task that did something else, in the order in which the tasks of both runs ended. */
final class Differences {
    private Differences() {}

    /** The first difference; empty when all tasks did the same. */
    static Optional<Difference> first(Trace before, Trace after) {
        List<Line> was = before.lines();
        List<Line> now = after.lines();
        Set<String> compared = new HashSet<>();
        int i = 0;
        int j = 0;
        while (i < was.size() || j < now.size()) {
            Line left = i < was.size() ? was.get(i) : null;
            Line right = j < now.size() ? now.get(j) : null;
            if (left != null && compared.contains(left.role().key())) {
                i++;
            } else if (right != null && compared.contains(right.role().key())) {
                j++;
            } else if (right != null && before.line(right.role().key()) == null) {
                if (left == null || after.line(left.role().key()) != null || !renamed(left, right)) {
                    return Optional.of(difference(right, Difference.Kind.NEW, null, right));
                }
                i++;
                j++;
            } else if (left != null) {
                Line match = after.line(left.role().key());
                if (match == null) {
                    return Optional.of(difference(left, Difference.Kind.NOT_REACHED, left, null));
                }
                Optional<Difference> difference = between(left, match);
                if (difference.isPresent()) {
                    return difference;
                }
                compared.add(left.role().key());
                i++;
            }
        }
        return Optional.empty();
    }

    private static boolean renamed(Line was, Line now) {
        return was.role().place().equals(now.role().place())
                && between(was, now).isEmpty();
    }

    private static Optional<Difference> between(Line was, Line now) {
        Difference.Kind kind = null;
        if (!Objects.equals(was.asked(), now.asked())) {
            kind = Difference.Kind.ARGUMENTS;
        } else if (!was.status().equals(now.status())) {
            kind = Difference.Kind.STATUS;
        } else if (!Objects.equals(was.result(), now.result())) {
            kind = was.status().equals("faulted") ? Difference.Kind.ERROR : Difference.Kind.OUTPUT;
        } else if (!Objects.equals(was.way(), now.way())) {
            kind = Difference.Kind.WAY;
        }
        return kind == null ? Optional.empty() : Optional.of(difference(now, kind, was, now));
    }

    private static Difference difference(Line about, Difference.Kind kind, @Nullable Line was, @Nullable Line now) {
        return new Difference(
                about.role().header().name(),
                about.role().header().pointer(),
                kind,
                was == null ? null : was.toJson(),
                now == null ? null : now.toJson());
    }
}
