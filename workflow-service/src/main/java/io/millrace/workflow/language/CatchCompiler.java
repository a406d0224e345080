package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.program.Backoff;
import io.millrace.workflow.program.Catch;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.ErrorFilter;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Jitter;
import io.millrace.workflow.program.Retry;
import io.millrace.workflow.program.TaskList;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compiles the {@code catch} of a {@code try}, and the policies of its retries. */
final class CatchCompiler {

    private static final List<String> ERROR_FIELDS = List.of("type", "status", "instance", "title", "detail");
    private static final int MOST_RETRIES = 1_000_000;

    private final ExpressionReader expressions;
    private final Reusables reusables;
    private final BiFunction<Part, Visible, TaskList> lists;

    /**
     * @param lists compiles a list of tasks
     */
    CatchCompiler(ExpressionReader expressions, Reusables reusables, BiFunction<Part, Visible, TaskList> lists) {
        this.expressions = expressions;
        this.reusables = reusables;
        this.lists = lists;
    }

    Optional<Catch> handler(Part handler, Visible visible, Transitions transitions) {
        if (!handler.isObject("`catch`")) {
            return Optional.empty();
        }
        handler.allow("`catch`", List.of("errors", "as", "when", "exceptWhen", "retry", "do", "then"));
        String as = handler.get("as").flatMap(Names::variable).orElse("error");
        Visible inside = visible.with(as);
        Set<String> variables = inside.inTask();
        Optional<Retry> retry = handler.get("retry")
                .flatMap(policy -> reusables.inPlaceOrNamed(policy, "retries", "retry policy"))
                .flatMap(policy -> retry(policy, inside));
        Optional<TaskList> body = handler.get("do").map(list -> lists.apply(list, inside));
        return Optional.of(new Catch(
                handler.get("errors").map(CatchCompiler::filter).orElse(ErrorFilter.ALL),
                as,
                condition(handler, "when", variables),
                condition(handler, "exceptWhen", variables),
                retry.orElse(null),
                body.orElse(null),
                transitions.of(handler.get("then")),
                retry.isPresent() && body.isEmpty() && !handler.has("then")));
    }

    private @Nullable Expression condition(Part owner, String name, Set<String> variables) {
        return owner.get(name)
                .map(part -> expressions.condition(part, variables))
                .orElse(null);
    }

    private static ErrorFilter filter(Part errors) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        if (errors.isObject("`errors`")) {
            errors.allow("`errors`", List.of("with"));
            errors.get("with").filter(with -> with.isObject("`errors.with`")).ifPresent(with -> {
                with.allow("`errors.with`", ERROR_FIELDS);
                for (Part field : with.properties()) {
                    boolean isStatus = field.name().equals("status");
                    if (isStatus && !field.node().isInt()) {
                        field.problem("The status of an error is a whole number.");
                    } else if (!isStatus && ERROR_FIELDS.contains(field.name())) {
                        field.text("The " + field.name() + " of an error");
                    }
                    wanted.put(field.name(), field.node());
                }
            });
        }
        return new ErrorFilter(wanted);
    }

    /**
     * Compiles a retry policy.
     *
     * @param visible with the variable that holds the error
     */
    Optional<Retry> retry(Part policy, Visible visible) {
        if (!policy.isObject("A retry policy")) {
            return Optional.empty();
        }
        policy.allow("a retry policy", List.of("when", "exceptWhen", "delay", "backoff", "limit", "jitter"));
        Set<String> variables = visible.inTask();
        Optional<Part> limit = section(policy, "limit", List.of("attempt", "duration"));
        Optional<Part> attempt = limit.flatMap(part -> section(part, "attempt", List.of("count", "duration")));
        Optional<Part> jitter = section(policy, "jitter", List.of("from", "to"));
        return Optional.of(new Retry(
                condition(policy, "when", variables),
                condition(policy, "exceptWhen", variables),
                duration(Optional.of(policy), "delay", variables),
                backoff(policy),
                attempt.flatMap(part -> part.get("count"))
                        .map(CatchCompiler::count)
                        .orElse(OptionalInt.empty()),
                duration(attempt, "duration", variables),
                duration(limit, "duration", variables),
                jitter.map(part -> jitter(part, variables)).orElse(null)));
    }

    private static Optional<Part> section(Part owner, String name, List<String> properties) {
        Optional<Part> section = owner.get(name).filter(part -> part.isObject("`" + name + "`"));
        section.ifPresent(part -> part.allow("`" + name + "`", properties));
        return section;
    }

    private @Nullable Expression duration(Optional<Part> owner, String name, Set<String> variables) {
        return owner.flatMap(part -> part.get(name))
                .map(part -> expressions.duration(part, variables))
                .orElse(null);
    }

    private Jitter jitter(Part jitter, Set<String> variables) {
        Expression nothing = new Constant(JsonNodeFactory.instance.objectNode().put("milliseconds", 0));
        Expression to = jitter.required("to", "`jitter`")
                .map(part -> expressions.duration(part, variables))
                .orElse(nothing);
        return new Jitter(
                jitter.get("from")
                        .map(part -> expressions.duration(part, variables))
                        .orElse(nothing),
                to);
    }

    private static OptionalInt count(Part count) {
        int value = count.node().asInt(-1);
        if (!count.node().isInt() || value < 0 || value > MOST_RETRIES) {
            count.problem("The number of retries must be a whole number from 0 to " + MOST_RETRIES + ".");
            return OptionalInt.empty();
        }
        return OptionalInt.of(value);
    }

    private Backoff backoff(Part policy) {
        Optional<Part> backoff = section(policy, "backoff", List.of("constant", "linear", "exponential"));
        if (backoff.isEmpty()) {
            return new Backoff.Constant();
        }
        List<Part> kinds = backoff.get().properties();
        if (kinds.size() != 1) {
            backoff.get()
                    .problem("`backoff` must be one of `constant`, `linear`, `exponential`, such as"
                            + " `backoff: {exponential: {}}`.");
            return new Backoff.Constant();
        }
        Part kind = kinds.getFirst();
        boolean hasOptions = !kind.node().isNull() && kind.isObject("`" + kind.name() + "`");
        return switch (kind.name()) {
            case "linear" -> {
                if (hasOptions) {
                    kind.allow("`linear`", List.of("increment"));
                }
                yield new Backoff.Linear(
                        kind.get("increment").flatMap(this::fixed).orElse(null));
            }
            case "exponential" -> {
                if (hasOptions) {
                    kind.allow("`exponential`", List.of("factor", "maxDelay"));
                }
                yield new Backoff.Exponential(
                        kind.get("factor").map(CatchCompiler::factor).orElse(2.0),
                        kind.get("maxDelay").flatMap(this::fixed).orElse(null));
            }
            default -> {
                if (hasOptions && kind.name().equals("constant")) {
                    kind.allow("`constant`", List.of());
                }
                yield new Backoff.Constant();
            }
        };
    }

    private static double factor(Part factor) {
        double value = factor.node().asDouble();
        if (!factor.node().isNumber() || value < 1 || value > 1000) {
            factor.problem("The factor of an exponential backoff must be a number from 1 to 1000.");
            return 2;
        }
        return value;
    }

    private Optional<Duration> fixed(Part part) {
        Expression duration = expressions.duration(part, Set.of());
        if (duration instanceof Constant constant) {
            try {
                return Optional.of(Durations.of(constant.value()));
            } catch (ExpressionException reported) {
                return Optional.empty();
            }
        }
        part.problem("This duration cannot be an expression.");
        return Optional.empty();
    }
}
