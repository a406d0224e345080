package io.millrace.workflow.language;

import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Lifetime;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles {@code call: asyncapi} with a subscription that has expressions or tasks for each message. Executors
 * evaluate none, so it is more than a call: the engine sifts what they receive.
 */
record SubscriptionCompiler(ExpressionReader expressions, CallCompiler calls, ListenCompiler listens) {
    static final List<String> PROPERTIES = List.of("consume", "filter", "foreach");

    /** Whether a task, or a function, receives messages that are sifted. */
    static boolean sifts(Part task) {
        return task.node().path("call").asText().equals("asyncapi")
                && task.get("with")
                        .flatMap(with -> with.get("subscription"))
                        .filter(SubscriptionCompiler::isSifted)
                        .isPresent();
    }

    static boolean isSifted(Part subscription) {
        return subscription.has("filter")
                || subscription.has("foreach")
                || subscription
                        .get("consume")
                        .filter(consume -> consume.has("while") || consume.has("until"))
                        .isPresent();
    }

    /**
     * Compiles a task.
     *
     * @param task of which {@link #sifts} is true
     */
    Optional<Task> subscribe(TaskHeader header, Part task, Visible visible) {
        return task.get("with").flatMap(with -> {
            CallParts parts = calls.parts(visible);
            Expression arguments =
                    ExpressionReader.whole(new Template.Fields(AsyncApiCallCompiler.exchange(with, parts)));
            return with.get("subscription").flatMap(subscription -> {
                subscription.allow("`subscription`", PROPERTIES);
                Expression filter = subscription
                        .get("filter")
                        .map(part -> expressions.condition(part, visible.inTask()))
                        .orElse(null);
                Optional<ForEachEvent> each = subscription
                        .get("foreach")
                        .filter(part -> part.isObject("`foreach`"))
                        .map(part -> listens.each(part, visible));
                return subscription
                        .required("consume", "`subscription`")
                        .filter(part -> part.isObject("`consume`"))
                        .map(part -> lifetime(part, parts))
                        .map(lifetime -> new Task.Subscribe(header, arguments, filter, lifetime, each.orElse(null)));
            });
        });
    }

    private Lifetime lifetime(Part consume, CallParts parts) {
        Map<String, Expression> limits = AsyncApiCallCompiler.consume(consume, parts);
        return new Lifetime(
                limits.get("amount"),
                limits.get("for"),
                consume.get("while")
                        .map(part -> enough(part, parts, false))
                        .or(() -> consume.get("until").map(part -> enough(part, parts, true)))
                        .orElse(null));
    }

    private Lifetime.Enough enough(Part condition, CallParts parts, boolean when) {
        return new Lifetime.Enough(expressions.condition(condition, parts.variables()), when);
    }
}
