package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.program.Expression;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compiles what is looked up in events, and remembers it: the same few texts are asked of every event. */
final class Lookups implements Function<String, Optional<Expression>> {
    private static final int MOST = 10_000;

    private final Expressions expressions;
    private final Cache<String, Optional<Expression>> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    Lookups(Expressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public Optional<Expression> apply(String jq) {
        return known.get(jq, this::compile);
    }

    private Optional<Expression> compile(String jq) {
        try {
            return Optional.of(expressions.compile(jq, Set.of()));
        } catch (InvalidExpression ofAnotherRelease) {
            return Optional.empty();
        }
    }
}
