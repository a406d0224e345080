package io.millrace.workflow.language;

import io.millrace.schemas.documents.Positions;
import io.millrace.schemas.documents.Problem;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one definition. What is used at several places is reported once. */
final class Problems {

    private static final int MOST = 200;

    private record Found(String pointer, String detail) {}

    private final Set<Found> found = new LinkedHashSet<>();

    void add(String pointer, String detail) {
        if (found.size() < MOST) {
            found.add(new Found(pointer, detail));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> placed(Positions positions) {
        return found.stream()
                .map(problem -> {
                    Positions.Position position = positions.of(problem.pointer());
                    return new Problem(problem.pointer(), position.line(), position.column(), problem.detail());
                })
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
