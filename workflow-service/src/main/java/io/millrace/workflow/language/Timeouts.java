package io.millrace.workflow.language;

import io.millrace.workflow.program.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code timeout}: {@code {after: duration}} or the name of one. */
record Timeouts(ExpressionReader expressions, Reusables reusables) {

    @Nullable
    Expression of(Part owner, Set<String> variables) {
        return owner.get("timeout")
                .flatMap(timeout -> reusables.inPlaceOrNamed(timeout, "timeouts", "timeout"))
                .flatMap(timeout -> read(timeout, variables))
                .orElse(null);
    }

    Optional<Expression> read(Part timeout, Set<String> variables) {
        if (!timeout.isObject("A timeout")) {
            return Optional.empty();
        }
        timeout.allow("a timeout", List.of("after"));
        return timeout.required("after", "A timeout").map(after -> expressions.duration(after, variables));
    }
}
